package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of PS3.5 annexes H to K, byte by byte, and the plain sets. */
final class CharacterSetTest {
    private static String decode(String hex, String... terms) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return CharacterSet.of(List.of(terms)).decode(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, Müller, ISO-8859-1",
        "ISO_IR 101, Łódź, ISO-8859-2",
        "ISO_IR 109, Ħal, ISO-8859-3",
        "ISO_IR 110, Ķeide, ISO-8859-4",
        "ISO_IR 144, Люкceмбypг, ISO-8859-5",
        "ISO_IR 127, قباني, ISO-8859-6",
        "ISO_IR 126, Διονυσιος, ISO-8859-7",
        "ISO_IR 138, שרון, ISO-8859-8",
        "ISO_IR 148, Çavuşoğlu, ISO-8859-9",
        "ISO_IR 203, Œuvre€, ISO-8859-15",
        "ISO_IR 13, ﾔﾏﾀﾞ^ﾀﾛｳ, JIS_X0201",
        "ISO_IR 166, นามสกุล, TIS-620",
        "ISO_IR 192, 脊髄Ω, UTF-8",
        "GB18030, 王小东, GB18030",
        "GBK, 王小东, GBK"
    })
    void a_single_set_is_read_and_written_back(String term, String text, String charset) {
        CharacterSet set = CharacterSet.of(List.of(term));
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertEquals(text, set.decode(bytes, 0, bytes.length));
        assertArrayEquals(bytes, set.encode(text));
    }

    @Test
    void japanese_kanji_come_by_escapes_into_the_lower_half() {
        assertEquals(
                "Yamada^Tarou=山田^太郎=やまだ^たろう",
                decode(
                        "59616d6164615e5461726f75 3d 1b2442 3b33 4544 1b2842 5e 1b2442 4240 4f3a 1b2842 3d"
                                + "1b2442 2464 245e 2440 1b2842 5e 1b2442 243f 246d 2426 1b2842",
                        "",
                        "ISO 2022 IR 87"));
    }

    @Test
    void japanese_half_width_katakana_come_first_and_kanji_by_escapes() {
        assertEquals(
                "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎",
                decode(
                        "d4cfc0de 5e c0dbb3 3d 1b2442 3b33 4544 1b284a 5e 1b2442 4240 4f3a 1b284a",
                        "ISO 2022 IR 13",
                        "ISO 2022 IR 87"));
    }

    @Test
    void korean_hangul_come_by_escapes_into_the_upper_half() {
        assertEquals(
                "Hong^Gildong=洪^吉洞=홍^길동",
                decode(
                        "486f6e675e47696c646f6e67 3d 1b242943 fbf3 5e 1b242943 d1ce d4d7 3d"
                                + "1b242943 c8ab 5e 1b242943 b1e6 b5bf",
                        "",
                        "ISO 2022 IR 149"));
    }

    @Test
    void chinese_gb2312_comes_by_escapes_into_the_upper_half() {
        assertEquals(
                "Zhang^XiaoDong=张^小东",
                decode("5a68616e675e5869616f446f6e67 3d 1b242941 d5c5 5e 1b242941 d0a1 b6ab", "", "ISO 2022 IR 58"));
    }

    @Test
    void greek_and_cyrillic_can_stand_in_one_value() {
        assertEquals("Δ\\Л", decode("1b2d46 c4 5c 1b2d4c bb", "ISO 2022 IR 100", "ISO 2022 IR 126", "ISO 2022 IR 144"));
    }

    @Test
    void unknown_sets_and_escapes_lose_no_printable_character() {
        assertEquals("Mü", decode("4d fc", "KLINGON"));
        assertEquals("Mü", decode("4d fc"));
        assertEquals("A%zB", decode("41 1b257a 42", "", "ISO 2022 IR 87"));
        assertEquals("山", decode("1b2442 3b33", "", "ISO 2022 IR 87").substring(0, 1));
    }

    @Test
    void what_has_no_bytes_in_a_set_is_not_written_in_it() {
        assertNull(CharacterSet.of(List.of("ISO_IR 100")).encode("脊"));
        assertNull(CharacterSet.DEFAULT.encode("ü"));
        assertNull(CharacterSet.of(List.of("", "ISO 2022 IR 87")).encode("脊"));
        assertArrayEquals("abc".getBytes(StandardCharsets.US_ASCII), CharacterSet.DEFAULT.encode("abc"));
    }

    @Test
    void gbk_second_bytes_are_no_separators() {
        byte[] value = "亅\\乙".getBytes(Charset.forName("GBK"));
        DataSet set = new DataSet(
                FileBytes.of(org.cordscope.study.SourceFile.of(java.nio.file.Path.of("x")), value),
                CharacterSet.of(List.of("GBK")));
        set.elements().append(Tag.PATIENT_ID, Vr.LO, 0, value.length, null);
        assertEquals(List.of("亅", "乙"), set.strings(Tag.PATIENT_ID));
    }

    @Test
    void person_names_have_writings_and_components() {
        PersonName name = PersonName.parse("Yamada^Tarou=山田^太郎=やまだ^たろう");
        assertEquals(List.of("Yamada", "Tarou"), name.alphabetic());
        assertEquals(List.of("山田", "太郎"), name.ideographic());
        assertEquals("やまだ", name.phonetic().get(0));
        assertEquals(List.of(), PersonName.parse("=山田").alphabetic());
    }
}
