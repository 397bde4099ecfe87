package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A token of its own in every text attribute of the standard, at the root, in nested items and in private elements, in every
 * character set of PS3.3 C.12.1.1.2 that Java has: none may be in any byte that is written, nor the word that they share.
 */
final class CharacterSetCanaryTest {
    private static final Set<Vr> LOCAL =
            EnumSet.of(Vr.LO, Vr.SH, Vr.PN, Vr.ST, Vr.LT, Vr.UT, Vr.UC); // those whose bytes the character set explains

    @TempDir
    Path folder;

    private final List<String> planted = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 6, US-ASCII, Rosenqvist",
        "ISO_IR 100, ISO-8859-1, Müllerßhöfer",
        "ISO_IR 101, ISO-8859-2, Wałęsowski",
        "ISO_IR 109, ISO-8859-3, Ċaruanaħ",
        "ISO_IR 110, ISO-8859-4, Kalniņķēns",
        "ISO_IR 144, ISO-8859-5, Люксембургова",
        "ISO_IR 127, ISO-8859-6, قبانينزار",
        "ISO_IR 126, ISO-8859-7, Διονυσιος",
        "ISO_IR 138, ISO-8859-8, שרונבורג",
        "ISO_IR 148, ISO-8859-9, Şahinoğulları",
        "ISO_IR 203, ISO-8859-15, Œuvrardeš",
        "ISO_IR 13, JIS_X0201, ﾔﾏﾀﾞﾀﾛｳ",
        "ISO_IR 166, TIS-620, นามสกุลไทย",
        "ISO_IR 192, UTF-8, 山田太郎花子",
        "GB18030, GB18030, 王小东明明",
        "GBK, GBK, 王小东明明",
        "\\ISO 2022 IR 87, ISO-2022-JP, 山田太郎花子",
        "\\ISO 2022 IR 149, EUC-KR, 김희중김희중",
        "\\ISO 2022 IR 58, GB2312, 王小东明明",
        "ISO 2022 IR 13\\ISO 2022 IR 87, ISO-2022-JP, 山田太郎花子",
        "\\ISO 2022 IR 159, x-JIS0208, 山田太郎花子"
    })
    void no_token_survives_in_any_attribute(String terms, String charset, String word) throws IOException {
        Charset encoding = Charset.forName(charset);
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        DataSet nested = new DataSet();
        DataSet deeper = new DataSet();
        for (DataSet set : List.of(data, nested, deeper)) {
            plant(set, terms, encoding, word);
        }
        nested.setItems(0x00081140, List.of(deeper));
        data.setItems(0x52009229, List.of(nested)).setItems(0x00082112, List.of(nested.copy()));
        restore(data, terms);
        assertTrue(planted.size() > 1_400, "planted " + planted.size());
        assertEquals(List.of(), survivors(data, word));
    }

    /** Bytes of the attribute's own representation, as a scanner writes them; the reader asks the dictionary what UN is. */
    private void plant(DataSet set, String terms, Charset encoding, String word) {
        for (int tag : StandardElements.tags()) {
            if (LOCAL.contains(Dictionary.vr(tag))) {
                set.set(tag, Vr.UN, bytes(terms, encoding, word));
            }
        }
        set.set(0x00290010, Vr.LO, "SIEMENS CSA HEADER");
        set.set(0x00191010, Vr.LO, "NOBODYKNOWS");
        for (int element = 0x10; element < 0x20; element++) {
            set.set(0x00291000 | element, Vr.UN, bytes(terms, encoding, word));
            set.set(0x00191000 | element, Vr.UN, bytes(terms, encoding, word));
        }
    }

    /** The word, which the character set spells, and letters that no other element has. */
    private byte[] bytes(String terms, Charset encoding, String word) {
        String token = "ZQ" + letters(planted.size()) + "XZQW";
        planted.add(token);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (terms.equals("\\ISO 2022 IR 149")) {
            bytes.writeBytes("\u001b$)C".getBytes(StandardCharsets.US_ASCII));
        } else if (terms.equals("\\ISO 2022 IR 58")) {
            bytes.writeBytes("\u001b$)A".getBytes(StandardCharsets.US_ASCII));
        } else if (terms.equals("\\ISO 2022 IR 159")) {
            bytes.writeBytes("\u001b$(D".getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(word.getBytes(encoding));
        if (terms.equals("\\ISO 2022 IR 159")) {
            bytes.writeBytes("\u001b(B".getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(token.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (int left = number; left > 0; left /= 26) {
            letters.append((char) ('A' + left % 26));
        }
        return letters.toString();
    }

    /** What makes a file an image of one patient is put back. */
    private static void restore(DataSet data, String terms) {
        data.set(0x00080005, Vr.CS, terms.split("\\\\", -1));
        data.set(0x00100020, Vr.LO, "PAT0815X");
        data.remove(0x00283000);
    }

    private List<String> survivors(DataSet data, String word) throws IOException {
        DeidentificationOptions options = DeidentificationOptions.defaults();
        Path original = MadeFile.write(folder.resolve("in/slice.dcm"), data);
        Deidentification result = Deidentifier.open(folder.resolve("private"), Clock.systemUTC(), options)
                .deidentify(SourceFile.of(original));
        Path out = Files.createDirectories(folder.resolve("clean")).resolve("out.dcm");
        assertTrue(assertInstanceOf(DeidentifiedInstance.class, result, result.toString())
                .writeTo(out)
                .isPresent());
        List<String> searched = new ArrayList<>(planted);
        searched.add(word);
        assertEquals(
                word,
                DeidentificationCheck.find(original, List.of(word)).stream()
                        .map(DeidentificationCheck.Finding::identifier)
                        .findFirst()
                        .orElse("the word is not even in the original"));
        return DeidentificationCheck.find(out, searched).stream()
                .map(DeidentificationCheck.Finding::identifier)
                .toList();
    }
}
