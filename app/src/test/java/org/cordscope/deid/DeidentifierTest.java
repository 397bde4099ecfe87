package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeidentifierTest {
    private static final List<Vr> TEXTS = List.of(
            Vr.AE, Vr.CS, Vr.LO, Vr.LT, Vr.PN, Vr.SH, Vr.ST, Vr.UC, Vr.UR, Vr.UT, Vr.UI, Vr.DA, Vr.DT, Vr.TM, Vr.AS,
            Vr.DS, Vr.IS);

    @TempDir
    Path folder;

    private Deidentifier deidentifier;
    private int canaries;
    private final List<String> planted = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        deidentifier = Deidentifier.open(folder.resolve("private"), clock);
    }

    @Test
    void no_planted_text_of_any_vr_nested_or_private_is_in_the_output() throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        data.set(0x00080005, Vr.CS, "ISO_IR 192");
        plant(data, 0);
        DataSet nested = plant(new DataSet(), 0).setItems(0x00081140, List.of(plant(new DataSet(), 7)));
        data.setItems(0x00400275, List.of(nested));
        // in a sequence that stays, too
        data.setItems(
                0x52009229, List.of(plant(new DataSet(), 3).setItems(0x00289110, List.of(plant(new DataSet(), 5)))));
        plantInListedAttributes(data);
        Path out = written(MadeFile.write(folder.resolve(canary("FILENAME") + ".dcm"), data));
        assertEquals(List.of(), DeidentificationCheck.find(out, planted));
        assertEquals(List.of(), DeidentificationCheck.find(out, List.of("PAT0815X", "Jane", "1.2.3.4", "19600102")));
        assertTrue(planted.size() > 150, "planted " + planted.size());
    }

    @Test
    void name_of_the_patient_in_a_technical_attribute_goes() throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        data.set(0x00100010, Vr.PN, "Zeppelin^Ferdinand");
        data.set(0x00080008, Vr.CS, "ORIGINAL", "PRIMARY", "ZEPPELIN");
        data.set(0x00180024, Vr.SH, "tse zeppelin");
        data.set(0x00081090, Vr.LO, "Skyra (Ferdinand)");
        data.set(0x0008103e, Vr.LO, "T2 TSE Zeppelin AX");
        DataSet clean = read(written(MadeFile.write(folder.resolve("a.dcm"), data)));
        assertEquals(List.of("ORIGINAL", "PRIMARY", "OTHER"), clean.strings(0x00080008));
        assertFalse(clean.contains(0x00180024));
        assertFalse(clean.contains(0x00081090));
        assertEquals("T2 TSE AX", clean.string(0x0008103e).orElse(""));
    }

    @Test
    void half_of_a_double_barrelled_name_goes_too() throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        data.set(0x00100010, Vr.PN, "Zeppelin-Lilienthal^Otto");
        data.set(0x0008103e, Vr.LO, "T2 TSE Lilienthal AX");
        DataSet clean = read(written(MadeFile.write(folder.resolve("a.dcm"), data)));
        assertEquals("T2 TSE AX", clean.string(0x0008103e).orElse(""));
    }

    @Test
    void identifier_hidden_among_pixels_stops_the_file() throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        byte[] pixels = new byte[MadeFile.ROWS * MadeFile.ROWS * 2];
        byte[] text = "pat0815x".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, pixels, 20, text.length);
        data.set(0x7fe00010, Vr.OW, pixels);
        DeidentifiedInstance instance = clean(MadeFile.write(folder.resolve("a.dcm"), data));
        Path out = folder.resolve("out.dcm");
        assertTrue(instance.writeTo(out).isEmpty());
        assertFalse(Files.exists(out));
    }

    @Test
    void what_the_study_needs_stays() throws IOException {
        Path original = MadeFile.write(folder.resolve("a.dcm"), MadeFile.slice("P1", "1.2.3", "1.2.3.4", 1));
        DataSet before = read(original);
        DataSet clean = read(written(original));
        for (int tag : new int[] {
            0x00080008,
            0x00080060,
            0x00080070,
            0x00180015,
            0x00180020,
            0x00180024,
            0x00180050,
            0x00180080,
            0x00180081,
            0x00180091,
            0x00200032,
            0x00200037,
            0x00280030
        }) {
            assertEquals(before.strings(tag), clean.strings(tag), String.format("%08x", tag));
        }
        assertEquals(MadeFile.ROWS, clean.integer(0x00280010).orElse(0));
        assertEquals("T2 TSE TRA C SPINE", clean.string(0x0008103e).orElse(""));
        assertEquals(
                List.of("F", "059Y"),
                List.of(
                        clean.string(0x00100040).orElse(""),
                        clean.string(0x00101010).orElse("")));
    }

    @Test
    void output_says_how_it_was_deidentified() throws IOException {
        DataSet clean =
                read(written(MadeFile.write(folder.resolve("a.dcm"), MadeFile.slice("P1", "1.2.3", "1.2.3.4", 1))));
        assertEquals("YES", clean.string(0x00120062).orElse(""));
        assertEquals(
                List.of("113100", "113105", "113107", "113108"),
                clean.items(0x00120064).stream()
                        .map(i -> i.string(0x00080100).orElse(""))
                        .toList());
        assertEquals("MODIFIED", clean.string(0x00280303).orElse(""));
        assertEquals(
                deidentifier.pseudonyms().subject("P1"),
                clean.string(0x00100020).orElse(""));
        assertTrue(clean.contains(0x00080050) && clean.string(0x00080050).isEmpty());
    }

    @Test
    void uids_are_keyed_repeatable_and_well_formed() throws IOException {
        Pseudonyms mine = deidentifier.pseudonyms();
        Pseudonyms other =
                Deidentifier.open(folder.resolve("other"), Clock.systemUTC()).pseudonyms();
        String uid = mine.uid("1.2.3");
        assertEquals(uid, mine.uid("1.2.3 "));
        assertNotEquals(uid, other.uid("1.2.3"));
        assertTrue(uid.matches("2\\.25\\.[1-9]\\d{1,38}"), uid);
        assertEquals("1.2.840.10008.1.4.1.1", mine.uid("1.2.840.10008.1.4.1.1"));
        assertNotEquals(mine.subject("P1"), mine.subject("P2"));
    }

    @Test
    void intervals_between_dates_of_a_patient_are_kept() throws IOException {
        DataSet first = MadeFile.slice("P1", "1.2.3", "1.2.3.4", 1).set(0x00080020, Vr.DA, "20190101");
        DataSet second = MadeFile.slice("P1", "1.2.9", "1.2.9.4", 1).set(0x00080020, Vr.DA, "20190301");
        String a = read(written(MadeFile.write(folder.resolve("a.dcm"), first)))
                .string(0x00080020)
                .orElse("");
        String b = read(written(MadeFile.write(folder.resolve("b.dcm"), second)))
                .string(0x00080020)
                .orElse("");
        assertNotEquals("20190101", a);
        assertEquals(
                59, Ages.date(a).orElseThrow().until(Ages.date(b).orElseThrow(), java.time.temporal.ChronoUnit.DAYS));
    }

    @Test
    void ages_over_89_are_one_group() throws IOException {
        assertEquals(OptionalInt.of(90), ageOf("090Y"));
        assertEquals(OptionalInt.of(90), ageOf("103Y"));
        assertEquals(OptionalInt.of(89), ageOf("089Y"));
    }

    @Test
    void files_that_cannot_be_surely_clean_are_quarantined() throws IOException {
        quarantined("annotation burned into the pixels", d -> d.set(0x00280301, Vr.CS, "YES"));
        quarantined("secondary capture", d -> d.set(0x00080064, Vr.CS, "WSD"));
        String storage = "1.2.840.10008.5.1.4.1.1.";
        quarantined("secondary capture", d -> d.set(0x00080016, Vr.UI, storage + "7"));
        quarantined("secondary capture", d -> d.set(0x00080016, Vr.UI, storage + "7.4"));
        quarantined("an encapsulated document", d -> d.set(0x00080016, Vr.UI, storage + "104.1"));
        quarantined("a structured report", d -> d.set(0x00080016, Vr.UI, storage + "88.22"));
        quarantined("a key object selection, which may hold text", d -> d.set(0x00080016, Vr.UI, storage + "88.59"));
        quarantined("a presentation state, which may hold text", d -> d.set(0x00080016, Vr.UI, storage + "11.1"));
        quarantined("an object of radiotherapy", d -> d.set(0x00080016, Vr.UI, storage + "481.2"));
        quarantined("waveforms", d -> d.set(0x00080016, Vr.UI, storage + "9.1.1"));
        quarantined("ultrasound, which usually has text in its pixels", d -> d.set(0x00080016, Vr.UI, storage + "6.1"));
        quarantined("not an image of a class that can be cleaned", d -> d.set(0x00080016, Vr.UI, storage + "66"));
        quarantined("not an image of a class that can be cleaned", d -> d.set(0x00080016, Vr.UI, "1.2.3"));
        quarantined("colour pixels, as screenshots have", d -> d.set(0x00280002, Vr.US, 3));
        quarantined("colour pixels, as screenshots have", d -> d.set(0x00080008, Vr.CS, "DERIVED", "SCREEN SAVE"));
        quarantined("pixel data too short for the size that the header gives", d -> d.set(0x00280010, Vr.US, 9));
        quarantined("overlay kept in unused bits of the pixels", d -> d.set(0x60020100, Vr.US, 16));
        quarantined("palette colours", d -> d.set(0x00280004, Vr.CS, "PALETTE COLOR"));
        quarantined("pixels or UIDs missing", d -> d.remove(0x7fe00010));
        quarantined("Patient ID is empty, so that patients cannot be told apart", d -> d.set(0x00100020, Vr.LO, " "));
    }

    @Test
    void linking_table_has_one_row_per_study_and_survives_a_torn_line() throws IOException {
        Path csv = folder.resolve("private/linking.csv");
        deidentifier.linking().link("P,1", "1.2.3");
        deidentifier.linking().link("P,1", "1.2.3");
        deidentifier.linking().link("P2", "1.2.4");
        List<String> whole = Files.readAllLines(csv);
        assertEquals(
                "original_patient_id,study_uid,new_subject_id,new_study_uid,date_offset_days,created_utc",
                whole.get(0));
        assertEquals(3, whole.size());
        assertTrue(whole.get(1).startsWith("\"P,1\",1.2.3,sub-") && whole.get(1).endsWith(",2026-01-02T03:04:05Z"));
        Files.writeString(csv, Files.readString(csv) + "P3,1.2");
        Deidentifier again = Deidentifier.open(folder.resolve("private"), Clock.systemUTC());
        assertEquals(whole, Files.readAllLines(csv));
        assertTrue(again.linking().knows("P2"));
        assertFalse(again.linking().knows("P3"));
    }

    private DataSet plant(DataSet data, int shift) {
        for (int i = 0; i < TEXTS.size(); i++) {
            Vr vr = TEXTS.get(i);
            data.set(0x00400000 + 0x100 * (i + 1) + shift, vr, canary(vr.name()));
            data.set(0x00291010 + i + 0x100 * shift, vr, canary("PRIV" + vr.name()));
        }
        data.set(0x00291001, Vr.LO, canary("CREATOR"));
        data.set(0x002910ff, Vr.UN, canary("UNKNOWN").getBytes(StandardCharsets.US_ASCII));
        data.set(0x00104000, Vr.LT, canary("KOMMENTAR"));
        return data;
    }

    /** A name among identifiers that also stands in every attribute which may stay. */
    private void plantInListedAttributes(DataSet data) {
        String name = canary("NAME");
        data.set(0x00100010, Vr.PN, name + "^Jane");
        data.set(0x00080008, Vr.CS, "ORIGINAL", "PRIMARY", name);
        for (int tag : new int[] {0x00080070, 0x00081090, 0x0008103e, 0x00181030, 0x00180010}) {
            data.set(tag, Vr.LO, name);
        }
        data.set(0x00180024, Vr.SH, name);
        data.set(0x00180015, Vr.CS, name);
        data.set(0x00180081, Vr.DS, name);
        data.set(0x00281050, Vr.LO, name);
        data.set(0x00280107, Vr.UN, name.getBytes(StandardCharsets.US_ASCII));
        data.set(0x00101010, Vr.AS, canary("AGE"));
        data.set(0x00100040, Vr.CS, canary("SEX"));
        data.set(0x00080021, Vr.DA, canary("DATE"));
        data.set(0x00200052, Vr.UI, canary("FRAME"));
    }

    private String canary(String what) {
        String text = "CNRY" + what + ++canaries;
        planted.add(text);
        return text;
    }

    private OptionalInt ageOf(String age) throws IOException {
        DataSet data = MadeFile.slice("P1", "1.2.3", "1.2.3.4", 1).set(0x00101010, Vr.AS, age);
        return clean(MadeFile.write(folder.resolve("age.dcm"), data)).ageYears();
    }

    private void quarantined(String reason, Consumer<DataSet> change) throws IOException {
        DataSet data = MadeFile.slice("P1", "1.2.3", "1.2.3.4", 1);
        change.accept(data);
        Deidentification result = deidentifier.deidentify(SourceFile.of(MadeFile.write(folder.resolve("q.dcm"), data)));
        assertEquals(
                reason,
                assertInstanceOf(Deidentification.Quarantined.class, result)
                        .rejected()
                        .reason());
    }

    private DeidentifiedInstance clean(Path file) throws IOException {
        return assertInstanceOf(DeidentifiedInstance.class, deidentifier.deidentify(SourceFile.of(file)));
    }

    private Path written(Path file) throws IOException {
        DeidentifiedInstance instance = clean(file);
        Path out = folder.resolve("clean").resolve(instance.sopInstanceUid() + ".dcm");
        Files.createDirectories(out.getParent());
        assertTrue(instance.writeTo(out).isPresent());
        return out;
    }

    private static DataSet read(Path file) throws IOException {
        DicomObject object = DicomReader.read(SourceFile.of(file));
        return object.data();
    }
}
