package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of PS3.15 table E.1-1 under every option, by what becomes of a value that could be a real one. */
final class ProfileTableTest {
    private static final Set<Vr> DATES = Set.of(Vr.DA, Vr.DT, Vr.TM);

    /** Written anew in every file, whatever the row says; or needed to take it for an image. */
    private static final Set<String> WRITTEN_ANEW = Set.of("PatientName", "PatientID", "PatientAge", "PixelData");

    @TempDir
    Path folder;

    static Stream<DeidentificationOptions> optionSets() {
        DeidentificationOptions basic = DeidentificationOptions.basic();
        return Stream.concat(
                Stream.of(ProfileOption.values()).map(basic::with),
                Stream.of(basic, DeidentificationOptions.defaults()));
    }

    @Test
    void the_table_is_whole() {
        List<ConfidentialityProfile.Row> rows = ConfidentialityProfile.shipped().rows();
        assertEquals(621, rows.size());
        assertEquals(384, rows.stream().filter(r -> r.basic().equals("X")).count());
        assertEquals(92, rows.stream().filter(r -> r.basic().equals("D")).count());
        assertEquals(54, rows.stream().filter(r -> r.basic().equals("U")).count());
        assertEquals(42, rows.stream().filter(r -> r.basic().equals("Z")).count());
    }

    @ParameterizedTest
    @MethodSource("optionSets")
    void every_row_is_applied(DeidentificationOptions options) throws IOException {
        DataSet original = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        List<ConfidentialityProfile.Row> rows = ConfidentialityProfile.shipped().rows().stream()
                .filter(row -> row.number().isPresent() && !WRITTEN_ANEW.contains(row.keyword()))
                .filter(row -> row.number().get() >>> 16 >= 8)
                .toList();
        for (ConfidentialityProfile.Row row : rows) {
            int tag = row.number().orElseThrow();
            if (!original.contains(tag) && Dictionary.contains(tag)) {
                put(original, tag, Dictionary.vr(tag));
            }
        }
        DataSet before = original.copy();
        DataSet after = clean(original, options);
        List<String> wrong = new ArrayList<>();
        for (ConfidentialityProfile.Row row : rows) {
            int tag = row.number().orElseThrow();
            if (before.contains(tag)) {
                String problem = problem(row, tag, before, after, options);
                wrong.addAll(problem.isEmpty() ? List.of() : List.of(row.keyword() + ": " + problem));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Empty where the output is one that the row allows; stricter than a K or C is allowed where a text is not of a list. */
    private static String problem(
            ConfidentialityProfile.Row row, int tag, DataSet before, DataSet after, DeidentificationOptions options) {
        Vr vr = before.vr(tag);
        boolean same = vr == Vr.SQ
                ? after.items(tag).stream().anyMatch(item -> item.contains(0x00081155))
                : before.strings(tag).equals(after.strings(tag)) && before.contains(tag) == after.contains(tag);
        List<String> asked = row.byOption().entrySet().stream()
                .filter(e -> options.has(e.getKey()))
                .filter(e -> !DATES.contains(vr) || e.getKey().name().contains("DATES"))
                .map(Map.Entry::getValue)
                .toList();
        if (!asked.isEmpty()) {
            boolean mustMove = asked.contains("C") && (vr == Vr.DA || vr == Vr.DT);
            boolean mustStay = asked.contains("K")
                    && !asked.contains("C")
                    && Set.of(Vr.UI, Vr.DA, Vr.DT, Vr.TM, Vr.DS).contains(vr);
            return mustMove && (same || after.string(tag).isEmpty())
                    ? "not moved"
                    : mustStay && !same ? "not kept" : "";
        }
        boolean removed = !after.contains(tag);
        boolean empty = after.contains(tag)
                && after.strings(tag).isEmpty()
                && after.items(tag).isEmpty();
        boolean dummy = after.contains(tag) && !empty && !same;
        boolean allowed = switch (row.basic()) {
            case "X" -> removed || isRequired(row.keyword(), empty);
            case "Z" -> empty;
            case "D" -> dummy || (removed && vr == Vr.OB) || (removed && vr == Vr.UN);
            case "U" -> vr == Vr.SQ ? after.contains(tag) : dummy;
            case "X/Z" -> removed || empty;
            case "X/D" -> removed || dummy;
            case "Z/D" -> empty || dummy;
            case "X/Z/D" -> removed || empty || dummy;
            case "X/Z/U*" -> after.items(tag).size() == 1;
            default -> false;
        };
        return allowed ? "" : row.basic() + " but " + (removed ? "removed" : empty ? "empty" : same ? "same" : "dummy");
    }

    /** Attributes of type 2, which every image has. */
    private static boolean isRequired(String keyword, boolean empty) {
        return empty && Set.of("StudyID", "PositionReferenceIndicator").contains(keyword);
    }

    private static void put(DataSet data, int tag, Vr vr) {
        switch (vr) {
            case DA -> data.set(tag, vr, "20110203");
            case TM -> data.set(tag, vr, "101112");
            case DT -> data.set(tag, vr, "20110203101112");
            case UI -> data.set(tag, vr, "1.2.3.44." + (tag & 0xffff));
            case DS, IS -> data.set(tag, vr, "17");
            case AS -> data.set(tag, vr, "044Y");
            case CS -> data.set(tag, vr, "YES");
            case SQ -> data.setItems(tag, List.of(new DataSet().set(0x00081155, Vr.UI, "1.2.3.55")));
            case US, SS, UL, SL -> data.set(tag, vr, 3);
            case FL, FD -> data.set(tag, vr, 3.5);
            case OB, OW, UN, OF, OD, OL, OV -> data.set(tag, vr, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            case UR -> data.set(tag, vr, "https://example.org/x");
            default -> data.set(tag, vr, "Lilienthal");
        }
    }

    @Test
    void uids_inside_references_become_those_of_the_files_they_point_to() throws IOException {
        DataSet original = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        original.setItems(
                0x00081140,
                List.of(new DataSet()
                        .set(0x00081150, Vr.UI, "1.2.840.10008.5.1.4.1.1.4")
                        .set(0x00081155, Vr.UI, "1.2.3.4.1")));
        DataSet clean = clean(original, DeidentificationOptions.basic());
        DataSet reference = clean.items(0x00081140).get(0);
        assertEquals(clean.string(0x00080018), reference.string(0x00081155));
        assertEquals("1.2.840.10008.5.1.4.1.1.4", reference.string(0x00081150).orElse(""));
        assertNotEquals("1.2.3.4.1", reference.string(0x00081155).orElse(""));
    }

    @Test
    void codes_of_known_schemes_stay_and_their_meaning_only_in_technical_words() throws IOException {
        DataSet original = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        original.setItems(
                0x00082218,
                List.of(
                        code("122494005", "SCT", "Cervical spine"),
                        code("122494006", "SCT", "Cervical spine"),
                        code("T-11501", "SRT", "Lilienthal's neck"),
                        code("LILIENTHAL", "99LOCAL", "Neck")));
        List<String> codes = clean(original, DeidentificationOptions.basic()).items(0x00082218).stream()
                .map(item -> item.string(0x00080100).orElse("") + "|"
                        + item.string(0x00080104).orElse(""))
                .toList();
        assertEquals(List.of("122494005|cervical spine", "OTHER|Other", "T-11501|T-11501", "OTHER|Other"), codes);
    }

    @Test
    void private_numbers_of_the_safe_list_stay_only_when_asked() throws IOException {
        DataSet original = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        original.set(0x00190010, Vr.LO, "SIEMENS MR HEADER").set(0x0019100c, Vr.IS, "1000");
        original.set(0x00191008, Vr.CS, "IMAGE NUM 4");
        assertTrue(clean(original.copy(), DeidentificationOptions.defaults()).tags().stream()
                .noneMatch(tag -> (tag >>> 16) % 2 == 1));
        DataSet kept = clean(original, DeidentificationOptions.defaults().with(ProfileOption.RETAIN_SAFE_PRIVATE));
        assertEquals("1000", kept.string(0x0019100c).orElse(""));
        assertEquals("SIEMENS MR HEADER", kept.string(0x00190010).orElse(""));
        assertTrue(!kept.contains(0x00191008));
    }

    @Test
    void methods_named_are_those_applied() throws IOException {
        DataSet clean = clean(
                MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1),
                DeidentificationOptions.basic()
                        .with(ProfileOption.RETAIN_UIDS)
                        .with(ProfileOption.RETAIN_DEVICE_IDENTITY));
        assertEquals(
                List.of("113100", "113109", "113110"),
                clean.items(0x00120064).stream()
                        .map(item -> item.string(0x00080100).orElse(""))
                        .toList());
        assertEquals("REMOVED", clean.string(0x00280303).orElse(""));
        assertThrows(
                IllegalArgumentException.class,
                () -> DeidentificationOptions.defaults().with(ProfileOption.RETAIN_FULL_DATES));
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return new DataSet()
                .set(0x00080100, Vr.SH, value)
                .set(0x00080102, Vr.SH, scheme)
                .set(0x00080104, Vr.LO, meaning);
    }

    private DataSet clean(DataSet data, DeidentificationOptions options) throws IOException {
        Deidentifier deidentifier = Deidentifier.open(folder.resolve("private"), Clock.systemUTC(), options);
        DicomObject object = new DicomObject(new DataSet(), data);
        assertInstanceOf(
                DeidentifiedInstance.class, deidentifier.deidentify(SourceFile.of(folder.resolve("a.dcm")), object));
        return object.data();
    }
}
