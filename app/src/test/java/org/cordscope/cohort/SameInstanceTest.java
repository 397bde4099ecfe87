package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.cordscope.deid.MadeFile;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Vr;
import org.junit.jupiter.api.Test;

class SameInstanceTest extends ImportCase {
    private static final String COPY = "copy of another file";
    private static final String OTHER_CONTENT = "same SOP Instance UID as another file, other content";

    @Test
    void file_of_the_same_instance_with_other_content_is_said_to_be_so() throws IOException {
        put("PATIENT1/other", slice(1).set(0x7fe00010, Vr.OW, new byte[128]));
        put("PATIENT1/zcopy", slice(1).set(0x00090010, Vr.LO, "SENT AGAIN"));
        StudyFolder study = study("a");
        ImportSummary first = run(study);
        Map<String, Integer> expected = Map.of(OTHER_CONTENT, 2, COPY, 1, "not shown to be T2-weighted", 12);
        assertEquals(expected, first.excludedFiles());
        assertEquals(3 * SLICES, first.usedFiles());
        Map<String, String> before = content(study);
        assertEquals(expected, run(study).excludedFiles());
        assertEquals(before, content(study));
    }

    @Test
    void file_in_use_stays_so_where_another_of_its_instance_comes_first_by_path() throws IOException {
        StudyFolder study = study("a");
        run(study);
        put("A/same", slice(0));
        put("A/other", slice(1).set(0x7fe00010, Vr.OW, new byte[128]));
        for (int again = 0; again < 2; again++) {
            ImportSummary summary = run(study);
            assertEquals(3 * SLICES, summary.usedFiles());
            assertEquals(2, summary.excludedFiles().get(COPY));
            assertEquals(1, summary.excludedFiles().get(OTHER_CONTENT));
        }
        String ledger = Files.readString(study.privateFolder().resolve("files.csv"));
        assertTrue(ledger.contains(input.resolve("PATIENT1/t2/1") + ",used,"), ledger);
    }

    @Test
    void next_file_of_an_instance_is_used_where_the_first_cannot_be_stored() throws IOException {
        put("A/overlay", slice(1).set(0x60020100, Vr.US, 16));
        put("A/overlay-too", slice(1).set(0x60020100, Vr.US, 16));
        put("A/burned", slice(2).set(0x00280301, Vr.CS, "YES"));
        put("A/elsewhere", slice(3).set(0x60020100, Vr.US, 16).set(0x00200032, Vr.DS, "-2", "-2", "400"));
        StudyFolder study = study("a");
        ImportSummary first = run(study);
        assertEquals(3 * SLICES - 1, first.usedFiles());
        assertEquals(
                Map.of(
                        "not DICOM: text", 1,
                        "overlay kept in unused bits of the pixels", 3,
                        "annotation burned into the pixels", 1),
                first.unusableFiles());
        Map<String, String> before = content(study);
        ImportSummary second = run(study);
        assertEquals(first.unusableFiles(), second.unusableFiles());
        assertEquals(before, content(study));
    }

    @Test
    void same_image_in_another_transfer_syntax_is_a_copy() throws IOException {
        Files.createDirectories(input.resolve("A"));
        putRle("A/same", slice(1));
        putRle("A/other", slice(3).set(0x00180087, Vr.DS, "3"));
        StudyFolder study = study("a");
        for (int again = 0; again < 2; again++) {
            ImportSummary summary = run(study);
            assertEquals(3 * SLICES, summary.usedFiles());
            assertEquals(2, summary.excludedFiles().get(COPY));
            assertEquals(1, summary.excludedFiles().get(OTHER_CONTENT));
        }
    }

    /** One segment for the high bytes and one for the low ones, each a literal run (PS3.5 annex G). */
    private void putRle(String name, DataSet data) throws IOException {
        byte[] words = data.bytes(0x7fe00010);
        int run = words.length / 2;
        ByteBuffer frame = ByteBuffer.allocate(64 + 2 * (run + 2)).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(2).putInt(64).putInt(64 + run + 2);
        for (int segment = 0; segment < 2; segment++) {
            frame.position(64 + segment * (run + 2)).put((byte) (run - 1));
            for (int i = 0; i < run; i++) {
                frame.put(words[2 * i + 1 - segment]);
            }
        }
        String rle = "1.2.840.10008.1.2.5";
        data.setFragments(0x7fe00010, List.of(frame.array()));
        DicomWriter.write(input.resolve(name), new DicomObject(new DataSet().set(0x00020010, Vr.UI, rle), data));
    }

    private static DataSet slice(int number) {
        return MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.1", number);
    }
}
