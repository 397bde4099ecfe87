package org.cordscope.pacs.hl7;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.SampleScan;
import org.cordscope.pacs.result.ScanSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OruMessageTest {
    private static final Algorithm ALGORITHM = new Algorithm("1.0", "ab".repeat(32), 0.5, "float32");
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

    @TempDir
    Path folder;

    private static List<String> segments(ScanSource source, Algorithm algorithm) {
        OruMessage.Parties parties = new OruMessage.Parties("CORDSCOPE", "WARD", "RIS", "HOSPITAL");
        String message = OruMessage.of(source, algorithm, MADE, parties).text();
        assertTrue(message.endsWith("\r"));
        return List.of(message.split("\r"));
    }

    @Test
    void a_message_names_patient_order_finding_and_each_slice() throws IOException {
        ScanSource source = SampleScan.write(folder, Set.of(2), 0.25, 0.75, 0.9);
        List<String> lines = segments(source, ALGORITHM);
        String id = lines.get(0).split("\\|", -1)[9];
        assertEquals(
                "MSH|^~\\&|CORDSCOPE|WARD|RIS|HOSPITAL|20260102030405||ORU^R01^ORU_R01|" + id
                        + "|P|2.5.1|||AL|NE||UNICODE UTF-8",
                lines.get(0));
        assertEquals("PID|1||P1||Müller^Anna||19600102|F", lines.get(1));
        assertEquals(
                "OBR|1||A7|25056-3^MRI unspecified body region^LN|||20250304101112" + "|".repeat(15)
                        + "20260102030405||RAD|R",
                lines.get(2));
        assertEquals("NTE|1||AI result, not for diagnosis", lines.get(3));
        List<String> values = lines.stream()
                .filter(line -> line.startsWith("OBX"))
                .map(line -> line.split("\\|", -1))
                .map(f -> f[2] + " " + f[3].split("\\^", -1)[0] + " " + f[4] + " " + f[5] + " " + f[11])
                .toList();
        assertEquals("CWE 71286001  52101004^Present^SCT R", values.get(0));
        assertEquals("NM COMPR_SLICES  1 R", values.get(2));
        assertEquals(
                List.of(
                        "NM 122157 1 0.250000 R",
                        "NM 122157 2 0.750000 R",
                        "ST WHY_NOT_JUDGED 3 " + SampleScan.REASON + " R"),
                values.subList(values.size() - 3, values.size()));
    }

    @Test
    void a_scan_with_no_slice_sure_enough_is_possible() throws IOException {
        ScanSource source = SampleScan.withScanThreshold(SampleScan.write(folder, 0.25, 0.75), 0.8);
        String finding = segments(source, ALGORITHM).stream()
                .filter(line -> line.startsWith("OBX|1|"))
                .findFirst()
                .orElseThrow();
        assertTrue(finding.contains("|371930009^Possible^SCT|"), finding);
    }

    @Test
    void the_control_id_is_of_the_slices_and_the_model() throws IOException {
        ScanSource source = SampleScan.write(folder, 0.25, 0.75);
        Algorithm other = new Algorithm("1.0", "cd".repeat(32), 0.5, "float32");
        OruMessage.Parties nobody = OruMessage.Parties.unnamed();
        OruMessage message = OruMessage.of(source, ALGORITHM, MADE, nobody);
        assertEquals(message, OruMessage.of(source, ALGORITHM, MADE, nobody));
        assertNotEquals(
                message.controlId(), OruMessage.of(source, other, MADE, nobody).controlId());
        assertEquals(20, message.controlId().length());
    }

    @Test
    void no_value_of_a_header_can_add_a_field_or_a_segment() throws IOException {
        ScanSource plain = SampleScan.write(folder, 0.25, 0.75);
        DataSet image = new DataSet()
                .set(Tag.PATIENT_NAME, Vr.PN, "O|Neil\rPID|2^A&B~C")
                .set(Tag.PATIENT_ID, Vr.LO, "1|2^3")
                .set(Tag.PATIENT_SEX, Vr.CS, "M|X")
                .set(Tag.PATIENT_BIRTH_DATE, Vr.DA, "1960|")
                .set(Tag.STUDY_DATE, Vr.DA, "20|5");
        ScanSource hostile = new ScanSource(plain.scan(), image, plain.images(), plain.levels());
        List<String> lines = segments(hostile, ALGORITHM);
        assertEquals("PID|1||1\\F\\2\\S\\3||O\\F\\Neil PID\\F\\2^A\\T\\B\\R\\C||1960|U", lines.get(1));
        assertEquals(
                1,
                Stream.of(lines.toArray())
                        .filter(l -> l.toString().startsWith("PID"))
                        .count());
        assertEquals("", lines.get(2).split("\\|", -1)[7], "a date that is none is left out");
    }
}
