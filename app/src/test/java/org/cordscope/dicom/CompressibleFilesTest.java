package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that shrink as bombs do and are none: black pictures, and headers that say much the same of every frame. */
final class CompressibleFilesTest {
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    private static final int BLACK_FRAMES = 40;
    private static final int SIDE = 512;
    private static final int MANY_FRAMES = 12_000;

    @TempDir
    Path folder;

    private SourceFile deflated(byte[] dataSet) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(FileBuilder.part10(DEFLATED, FileBuilder.explicit()).bytes());
        try (OutputStream out = new DeflaterOutputStream(file, new Deflater(9, true))) {
            out.write(dataSet);
        }
        return write("deflated.dcm", file.toByteArray());
    }

    private SourceFile gzipped(byte[] dataSet) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(file)) {
            out.write(FileBuilder.part10("1.2.840.10008.1.2.1", FileBuilder.explicit())
                    .raw(dataSet)
                    .bytes());
        }
        return write("gzipped.dcm.gz", file.toByteArray());
    }

    private SourceFile write(String name, byte[] bytes) throws IOException {
        return SourceFile.of(Files.write(folder.resolve(name), bytes));
    }

    private static byte[] bytes(DataSet data) {
        byte[] file = DicomWriter.toBytes(new DicomObject(new DataSet(), data));
        int start = 132;
        int length = (file[start + 8] & 0xff) | (file[start + 9] & 0xff) << 8;
        byte[] dataSet = new byte[file.length - start - 12 - length];
        System.arraycopy(file, start + 12 + length, dataSet, 0, dataSet.length);
        return dataSet;
    }

    private static DataSet black(int frames, int side) {
        return SampleImage.header()
                .set(Tag.NUMBER_OF_FRAMES, Vr.IS, frames)
                .set(Tag.ROWS, Vr.US, side)
                .set(Tag.COLUMNS, Vr.US, side)
                .set(Tag.PIXEL_DATA, Vr.OW, new byte[frames * side * side * 2]);
    }

    @Test
    void black_frames_that_shrink_a_thousandfold_are_read() throws IOException {
        byte[] dataSet = bytes(black(BLACK_FRAMES, SIDE));
        for (SourceFile source : List.of(deflated(dataSet), gzipped(dataSet))) {
            assertTrue(Files.size(source.file()) * 500 < dataSet.length);
            InstanceHeader header = DicomReader.readInstanceHeader(source);
            assertEquals(BLACK_FRAMES, header.frames().size());
            DicomObject whole = DicomReader.read(source);
            assertEquals(
                    BLACK_FRAMES * SIDE * SIDE * 2,
                    whole.data().buffer(Tag.PIXEL_DATA).remaining());
        }
    }

    @Test
    void long_headers_that_differ_by_frame_only_in_their_position_are_read() throws IOException {
        DataSet data = black(MANY_FRAMES, 2).setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames());
        byte[] dataSet = bytes(data);
        assertTrue(dataSet.length > 9 << 20);
        for (SourceFile source : List.of(deflated(dataSet), gzipped(dataSet))) {
            assertTrue(Files.size(source.file()) * 20 < dataSet.length);
            assertEquals(
                    MANY_FRAMES, DicomReader.readInstanceHeader(source).frames().size());
        }
    }

    private static List<DataSet> frames() {
        List<DataSet> frames = new ArrayList<>();
        for (int i = 0; i < MANY_FRAMES; i++) {
            DataSet position = new DataSet().set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, -80.25, -90, i);
            DataSet words = new DataSet().set(Tag.TEXT_VALUE, Vr.UT, "the same of every frame ".repeat(30));
            DataSet of = new DataSet().set(Tag.SOP_INSTANCE_UID, Vr.UI, "2.25." + 1_000_003L * i);
            frames.add(new DataSet()
                    .setItems(0x00081140, List.of(of))
                    .setItems(Tag.PLANE_POSITION_SEQUENCE, List.of(position))
                    .setItems(Tag.CONTENT_SEQUENCE, List.of(words)));
        }
        return frames;
    }

    @Test
    void pixels_that_a_small_file_cannot_hold_are_refused_by_what_their_header_says() throws IOException {
        byte[] dataSet = bytes(black(BLACK_FRAMES, SIDE));
        int at = dataSet.length - BLACK_FRAMES * SIDE * SIDE * 2 - 4;
        int claimed = 200 << 20;
        for (int i = 0; i < 4; i++) {
            dataSet[at + i] = (byte) (claimed >>> (8 * i));
        }
        for (SourceFile source : List.of(deflated(dataSet), gzipped(dataSet))) {
            DicomFormatException refused =
                    assertThrows(DicomFormatException.class, () -> DicomReader.readInstanceHeader(source));
            assertEquals(Expansion.BOMB, refused.reason());
        }
    }
}
