package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.Vr;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodestreamCleaningTest {
    private static final String SYNTAX = "1.2.840.10008.1.2.4.";

    @TempDir
    Path folder;

    @Test
    void comments_and_application_segments_of_jpeg_go_and_the_rest_stays() throws CodecException {
        byte[] bare = bytes("ffd8", segment("ffdb", "0011"), segment("ffda", "0102"), "1234ff00ffd05678", "ffd9");
        byte[] told = bytes(
                "ffd8",
                segment("ffe0", hex("JFIF Lilienthal")),
                segment("ffe1", hex("Lilienthal")),
                segment("ffdb", "0011"),
                segment("fffe", hex("Lilienthal")),
                segment("ffda", "0102"),
                "1234ff00ffd05678",
                segment("fffe", hex("Lilienthal")),
                "ffffd9",
                hex("Lilienthal"));
        assertArrayEquals(bare, JpegSegments.cleaned(told, false));
        byte[] adobe = bytes("ffd8", segment("ffee", hex("Adobe") + "00640000000001"), "ffd9");
        assertArrayEquals(adobe, JpegSegments.cleaned(adobe, false));
    }

    @Test
    void comments_of_jpeg_ls_go_too() throws CodecException {
        byte[] told = bytes("ffd8", segment("fffe", hex("Lilienthal")), segment("ffda", "01"), "ff7f12ff01", "ffd9");
        assertArrayEquals(bytes("ffd8", segment("ffda", "01"), "ff7f12ff01", "ffd9"), JpegSegments.cleaned(told, true));
    }

    @Test
    void comments_of_jpeg_2000_and_what_follows_its_end_go() throws CodecException {
        String tile = "ff90000a0000" + "00000014" + "0001" + "ff93" + "010203040506";
        byte[] told = bytes(
                "ff4f",
                segment("ff51", "0000"),
                segment("ff64", "0001" + hex("Lilienthal")),
                tile,
                "ffd9",
                hex("Lilienthal"));
        assertArrayEquals(bytes("ff4f", segment("ff51", "0000"), tile, "ffd9"), Jpeg2000Segments.cleaned(told));
        byte[] openEnd = bytes("ff4f", segment("ff51", "0000"), tile.replace("00000014", "00000000"), "ffd9");
        assertArrayEquals(openEnd, Jpeg2000Segments.cleaned(openEnd));
        String commented =
                "ff90000a0000" + "00000020" + "0001" + segment("ff64", "0001" + hex("Lilien")) + "ff93" + "0102";
        assertThrows(
                CodecException.class,
                () -> Jpeg2000Segments.cleaned(bytes("ff4f", segment("ff51", "0000"), commented, "ffd9")));
    }

    @Test
    void unused_offsets_gaps_and_ends_of_rle_are_cleared() throws CodecException {
        byte[] frame = new byte[64 + 3 + 10];
        frame[0] = 1;
        frame[4] = 64;
        System.arraycopy("Lilienthal".getBytes(StandardCharsets.US_ASCII), 0, frame, 20, 10);
        frame[64] = 1;
        frame[65] = 7;
        frame[66] = 8;
        System.arraycopy("Lilienthal".getBytes(StandardCharsets.US_ASCII), 0, frame, 67, 10);
        byte[] clean = RleSegments.cleaned(frame, 2);
        assertEquals(68, clean.length);
        assertArrayEquals(new byte[] {1, 7, 8, 0}, Arrays.copyOfRange(clean, 64, 68));
        assertArrayEquals(new byte[56], Arrays.copyOfRange(clean, 8, 64));
    }

    @Test
    void what_cannot_be_taken_apart_is_quarantined() throws IOException {
        byte[] jpeg = bytes("ffd8", segment("ffdb", "0011"), segment("ffda", "0102"), "1234", "ffd9");
        assertInstanceOf(DeidentifiedInstance.class, deidentified(jpeg, SYNTAX + "70"));
        assertQuarantined(Arrays.copyOf(jpeg, jpeg.length - 2), SYNTAX + "70");
        assertQuarantined(jpeg, SYNTAX + "90");
        assertQuarantined(jpeg, SYNTAX + "201");
        assertQuarantined("0000000cjP".getBytes(StandardCharsets.US_ASCII), SYNTAX + "91");
        assertQuarantined(new byte[100], "1.2.840.10008.1.2.5");
    }

    private void assertQuarantined(byte[] frame, String syntax) throws IOException {
        String reason = assertInstanceOf(Deidentification.Quarantined.class, deidentified(frame, syntax))
                .rejected()
                .reason();
        assertTrue(reason.contains("compressed"), reason);
    }

    private Deidentification deidentified(byte[] frame, String syntax) throws IOException {
        DataSet data = MadeFile.slice("PAT0815X", "1.2.3", "1.2.3.4", 1);
        data.setFragments(0x7fe00010, List.of(frame));
        DicomObject object = new DicomObject(new DataSet().set(0x00020010, Vr.UI, syntax), data);
        return Deidentifier.open(folder.resolve("private"), Clock.systemUTC())
                .deidentify(SourceFile.of(folder.resolve("a.dcm")), object);
    }

    private static String segment(String marker, String content) {
        return marker + String.format("%04x", content.length() / 2 + 2) + content;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String... hex) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String part : hex) {
            out.writeBytes(HexFormat.of().parseHex(part));
        }
        return out.toByteArray();
    }
}
