package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels of every file of the shared data against pydicom with gdcm. */
@Tag("interop")
final class PixelInteropTest {
    private static final Path DATA = Path.of("../../shared/data/dicom");

    /** Files whose pixels are refused, by name, each with its reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "3gb-bulk-data-truncated", "cut short: pixel data claim 3221225472 bytes where 98080 remain",
            "GH1146.dcm", "frame 1 needs pixel data up to byte 524288 but only 0 bytes are there",
            "GH340.dcm", "12 bits allocated are not supported, only 1, 8, 16 and 32",
            "FreezePattern.dcm", "an item or delimiter stands where an element should",
            "JPEG2000-embedded-sequence-delimiter.dcm", "the JPEG 2000 codestream is damaged: a number is too large",
            "MR_truncated.dcm", "cut short: pixel data claim 8192 bytes where 8130 remain",
            "badVR.dcm", "Number of Frames is not a number from 1",
            "meta_missing_tsyntax.dcm", "Rows or Columns is missing",
            "nested_priv_SQ.dcm", "Rows or Columns is missing");

    /** Signed by the header, unsigned by the codestream: gdcm returns what neither means; its own test checks it. */
    private static final String CONTRADICTORY =
            "codecs/pydicom__pydicom/src/pydicom/data/test_files/J2K_pixelrep_mismatch.dcm";

    private final Map<String, String> refused = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> equalFiles = new TreeMap<>();

    @Test
    void every_file_decodes_as_pydicom_decodes_it_or_is_refused_for_a_true_reason(@TempDir Path out) throws Exception {
        assertTrue(Files.isDirectory(DATA), "shared data missing: " + DATA.toAbsolutePath());
        Process python = new ProcessBuilder(
                        "/usr/bin/python3",
                        SharedFiles.resource("pydicom_pixels.py").toString(),
                        DATA.toString(),
                        out.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = python.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                compare(json.readTree(line), out);
            }
        }
        assertEquals(0, python.waitFor());
        assertEquals(List.of(), differences);
        assertEquals(new TreeMap<>(REFUSED), refused);
        assertTrue(equalFiles.values().stream().mapToInt(n -> n).sum() >= 288, equalFiles.toString());
    }

    private void compare(JsonNode line, Path out) throws IOException {
        String path = line.get("path").asText();
        if (path.equals(CONTRADICTORY)) {
            return;
        }
        try {
            SourceFile source = SourceFile.of(DATA.resolve(path));
            DicomFrames frames = DicomFrames.of(source, DicomReader.read(source));
            if (line.has("error")) {
                frames.storedValues(1);
                differences.add(
                        path + ": pydicom refuses with " + line.get("error").asText());
                return;
            }
            int before = differences.size();
            String syntax = line.get("syntax").asText();
            for (JsonNode number : line.get("frames")) {
                int n = number.asInt();
                compareStored(path, syntax, frames.storedValues(n), read(out, line, String.valueOf(n)));
            }
            compareModality(path, syntax, frames.modalityValues(1), read(out, line, "modality"));
            if (differences.size() == before) {
                equalFiles.merge(syntax, 1, Integer::sum);
            }
        } catch (DicomFormatException e) {
            refused.put(
                    path.substring(path.lastIndexOf('/') + 1), e.toRejected().reason());
        }
    }

    private static ByteBuffer read(Path out, JsonNode line, String what) throws IOException {
        byte[] bytes = Files.readAllBytes(out.resolve(line.get("number").asInt() + "." + what));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Lossy samples may be off by one, and colour that was subsampled is smoothed by gdcm but repeated by Cordscope. */
    private void compareStored(String path, String syntax, DecodedFrame frame, ByteBuffer expected) {
        int[] ours = frame.samples();
        if (expected.remaining() != 4 * ours.length) {
            differences.add(path + ": " + ours.length + " samples instead of " + expected.remaining() / 4);
            return;
        }
        boolean ybr = frame.photometricInterpretation().equals("YBR_FULL");
        long worst = 0;
        double colour = 0;
        for (int i = 0; i < ours.length; i++) {
            long off = Math.abs((long) ours[i] - expected.getInt());
            if (ybr && i % 3 != 0) {
                colour += off;
            } else {
                worst = Math.max(worst, off);
            }
        }
        if (worst > tolerance(syntax) || colour > (isLossy(syntax) ? 3.0 : 0.0) * ours.length) {
            differences.add(
                    path + " " + syntax + ": off by " + worst + ", colour on average by " + colour / ours.length);
        }
    }

    private void compareModality(String path, String syntax, float[] ours, ByteBuffer expected) {
        double worst = 0;
        double largest = 1;
        for (float value : ours) {
            double theirs = expected.getDouble();
            worst = Math.max(worst, Math.abs(value - theirs));
            largest = Math.max(largest, Math.abs(theirs));
        }
        if (worst > (isLossy(syntax) ? 2 : 0) + 1e-6 * largest) {
            differences.add(path + " " + syntax + ": modality values off by " + worst);
        }
    }

    private static boolean isLossy(String syntax) {
        return List.of(".4.50", ".4.51", ".4.91").stream().anyMatch(syntax::endsWith);
    }

    private static int tolerance(String syntax) {
        return isLossy(syntax) ? 1 : 0;
    }

    /** The values are those of pydicom's own test of this file. */
    @Test
    void a_codestream_unsigned_against_its_header_is_read_as_the_header_says() throws Exception {
        SourceFile source = SourceFile.of(DATA.resolve(CONTRADICTORY));
        int[] samples =
                DicomFrames.of(source, DicomReader.read(source)).storedValues(1).samples();
        int[] column = new int[10];
        Arrays.setAll(column, i -> samples[(47 + i) * 512 + 279]);
        assertArrayEquals(new int[] {621, 412, 138, -193, -520, -767, -907, -966, -988, -995}, column);
    }

    @Test
    void one_image_in_seven_transfer_syntaxes_is_the_same_image() throws Exception {
        Path folder = DATA.resolve("codecs/dcm_qa_ts/In");
        SourceFile plain = SourceFile.of(folder.resolve("1.dcm"));
        int[] expected =
                DicomFrames.of(plain, DicomReader.read(plain)).storedValues(1).samples();
        for (int i = 2; i <= 9; i++) {
            SourceFile source = SourceFile.of(folder.resolve(i + ".dcm"));
            assertArrayEquals(
                    expected,
                    DicomFrames.of(source, DicomReader.read(source))
                            .storedValues(1)
                            .samples());
        }
    }
}
