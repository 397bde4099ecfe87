package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cordscope.dicom.Vr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentifierSearchTest {
    private static boolean finds(IdentifierKind kind, String identifier, byte[] content) {
        boolean[] found = new boolean[1];
        new IdentifierSearch(List.of(new Identifier(kind, identifier)))
                .search(content, 0, content.length, any -> found[0] = true);
        return found[0];
    }

    @ParameterizedTest
    @CsvSource({
        "山田太郎, Shift_JIS", "山田太郎, EUC-JP", "山田太郎, ISO-2022-JP", "山田太郎, UTF-16LE", "김희중김, EUC-KR",
        "김희중김, ISO-2022-KR", "王小东明, GB18030", "王小东明, UTF-8", "Müller, ISO-8859-1", "Müller, UTF-16BE",
        "Люкс, ISO-8859-5", "Διον, ISO-8859-7", "שרון, ISO-8859-8", "Wałęsa, ISO-8859-2", "สมชาย, TIS-620"
    })
    void names_are_found_in_every_encoding(String name, String charset) {
        byte[] content = ("  " + name + "  ").getBytes(Charset.forName(charset));
        assertTrue(finds(IdentifierKind.PERSON_NAME, name, content));
    }

    @ParameterizedTest
    @CsvSource({
        "山田, Shift_JIS",
        "山田, EUC-JP",
        "山田, ISO-2022-JP",
        "山田, UTF-8",
        "太郎, UTF-16LE",
        "王芳, GB18030",
        "김희, EUC-KR"
    })
    void names_of_two_characters_are_found_where_they_are_no_chance(String name, String charset) {
        byte[] content = ("x," + name + " ").getBytes(Charset.forName(charset));
        assertTrue(finds(IdentifierKind.PERSON_NAME, name, content));
        assertTrue(finds(
                IdentifierKind.PERSON_NAME, "田中", "{\"a\":\"\\u7530\\u4e2d\"}".getBytes(StandardCharsets.US_ASCII)));
        assertFalse(finds(IdentifierKind.PERSON_NAME, "田中", "iVBORw0EDCfKGgo".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON_NAME, SPIN, SPINE, false",
        "PERSON_NAME, SPIN, spin doctor, true",
        "PERSON_NAME, OTTO, OttoLilienthal, true",
        "PERSON_NAME, OTTO, mottos, false",
        "PERSON_NAME, LILIENTHAL, xlilienthalx, true",
        "PATIENT_ATTRIBUTE, 123456, x-123456, true",
        "PATIENT_ATTRIBUTE, 123456, 0.123456, false",
        "PATIENT_ATTRIBUTE, 123456, 91234567, false",
        "PATIENT_ATTRIBUTE, 12345, 12345, false",
        "PATIENT_ATTRIBUTE, A1234, id A1234, true",
        "DATE, 20190615, 20190615101112, true",
        "DATE, 20190615, 120190615, false",
        "DATE, 20190615, 2.25.201906151234567890123456789012345678901, false",
        "DATE, 20190615, 0a1b2c3d4e5f0a1b2c3d4e5f20190615aa, false",
        "PATIENT_ATTRIBUTE, 123456, 0a1b2c3d4e5f0a1b2c3d4e5f123456aaaa, false",
        "PATIENT_ATTRIBUTE, 123456, 0a1b2c3d123456aaaa, true",
        "DATE, 20190615, 15.06.2019, true",
        "DATE, 20190615, 06/15/2019, true",
        "UID, 1.2.3, 1.2.3, true",
        "UID, 1.2.3, 1.2.3.4, false",
        "UID, 1.2.840.99.12345.1, 1.2.840.99.12345.17, true"
    })
    void what_counts_as_found(IdentifierKind kind, String identifier, String content, boolean expected) {
        assertEquals(expected, finds(kind, identifier, content.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void many_strings_are_found_where_a_plain_search_finds_them() {
        Random random = new Random(7);
        byte[] content = new byte[20_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ('A' + random.nextInt(3));
        }
        List<byte[]> strings = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            byte[] string = new byte[4 + random.nextInt(9)];
            for (int b = 0; b < string.length; b++) {
                string[b] = (byte) ('a' + random.nextInt(3));
            }
            strings.add(string);
        }
        Set<Integer> found = new HashSet<>();
        new ByteSearch(strings).search(content, 0, content.length, (index, start, end) -> found.add(index));
        Set<Integer> among = new HashSet<>();
        new ByteSearch(strings).searchPixels(content, 0, content.length, (index, start, end) -> among.add(index));
        String text = new String(content, StandardCharsets.US_ASCII).toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; i < strings.size(); i++) {
            boolean there = text.contains(new String(strings.get(i), StandardCharsets.US_ASCII));
            assertEquals(there, found.contains(i));
            assertEquals(there && strings.get(i).length >= 8, among.contains(i));
        }
        assertFalse(found.isEmpty() || among.isEmpty() || found.size() == strings.size());
    }

    @Test
    void dates_and_times_move_by_whole_days() {
        DateShift shift = new DateShift(-31);
        assertEquals("20190515", shift.moved(Vr.DA, "20190615"));
        assertEquals("20190515101112.5+0100", shift.moved(Vr.DT, "20190615101112.5+0100"));
        assertEquals("101112.123456", shift.moved(Vr.TM, "101112.123456"));
        for (String nonsense : List.of("20191315", "LILIENTH", "2019061", "250000")) {
            assertEquals("", shift.moved(Vr.DA, nonsense));
        }
        assertEquals("", shift.moved(Vr.TM, "251112"));
        assertEquals("", shift.moved(Vr.DT, "20190615999999"));
    }
}
