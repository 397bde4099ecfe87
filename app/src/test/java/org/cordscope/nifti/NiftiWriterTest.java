package org.cordscope.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NiftiWriterTest {
    private static final Vector3 LEFT = new Vector3(1, 0, 0);
    private static final Vector3 BACK = new Vector3(0, 1, 0);

    @TempDir
    Path folder;

    @Test
    void every_corner_lies_where_dicom_puts_it_however_oblique_the_stack() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            SliceStack stack = ObliqueStack.random(random);
            byte[] unpacked = unpacked(stack);
            assertCorners(stack, header(unpacked).affine(), 1e-4);
            assertCorners(stack, Affine.ofQform(new NiftiFields(ByteBuffer.wrap(unpacked)), 1), 0.02);
        }
    }

    @Test
    void axial_slices_from_the_head_down_and_from_the_feet_up_agree_in_both_forms() throws IOException {
        for (double step : new double[] {-3.3, 3.3}) {
            for (double tilt : new double[] {0, 1e-5, 0.2, -0.35}) {
                SliceStack stack = ObliqueStack.axial(0.01, tilt, step);
                byte[] unpacked = unpacked(stack);
                NiftiFields fields = new NiftiFields(ByteBuffer.wrap(unpacked));
                assertEquals(1, fields.sformCode());
                assertEquals(1, fields.qformCode());
                assertEquals(step < 0 ? -1 : 1, fields.pixdim(0));
                assertCorners(stack, Affine.ofSform(fields, 1), 1e-4);
                assertCorners(stack, Affine.ofQform(fields, 1), 0.02);
            }
        }
    }

    @Test
    void slices_that_are_shifted_sideways_are_said_by_the_sform_alone() throws IOException {
        SliceStack stack = ObliqueStack.of(LEFT, BACK, new Vector3(0, 1.5, 3), new Vector3(-20, -30, 40), 4);
        byte[] unpacked = unpacked(stack);
        assertEquals(0, new NiftiFields(ByteBuffer.wrap(unpacked)).qformCode());
        assertCorners(stack, header(unpacked).affine(), 1e-4);
    }

    @Test
    void what_was_written_reads_back_as_the_slices_it_came_from() throws IOException {
        SliceStack stack = ObliqueStack.axial(0.02, 0.15, 3.5);
        short[] voxels = voxels(stack);
        SourceFile file = SourceFile.of(folder.resolve("sub-1_T2w.nii.gz"));
        NiftiWriter.writeScalars(file.file(), stack, voxels);
        InstanceHeader header = NiftiFile.header(file);
        int pixels = stack.rows() * stack.columns();
        assertEquals(stack.count(), header.frames().size());
        for (int slice = 0; slice < stack.count(); slice++) {
            SlicePlane plane = header.frames().get(slice).plane();
            assertTrue(plane != null && distance(stack.point(slice, 0, 0), plane.position()) < 1e-4);
            double[] read = NiftiFile.frames(file).frame(slice + 1);
            for (int i = 0; i < pixels; i++) {
                assertEquals(voxels[slice * pixels + i], read[i]);
            }
        }
    }

    @Test
    void labels_are_declared_as_such() throws IOException {
        SliceStack stack = ObliqueStack.axial(0, 0, 2);
        byte[] labels = new byte[12 * 9 * 5];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 251);
        }
        Path file = folder.resolve("sub-1_T2w.nii.gz");
        NiftiWriter.writeLabels(file, stack, labels);
        byte[] unpacked = unpack(file);
        assertTrue(header(unpacked).label());
        assertEquals(VoxelType.UINT8, header(unpacked).type());
        assertArrayEquals(labels, Arrays.copyOfRange(unpacked, 352, unpacked.length));
        String reason = assertThrows(UnusableFileException.class, () -> NiftiFile.header(SourceFile.of(file)))
                .toRejected()
                .reason();
        assertEquals("a segmentation, not an image", reason);
    }

    @Test
    void equal_volumes_are_equal_files_without_a_time() throws IOException {
        SliceStack stack = ObliqueStack.axial(0, 0.1, 2);
        NiftiWriter.writeScalars(folder.resolve("a.nii.gz"), stack, voxels(stack));
        NiftiWriter.writeScalars(folder.resolve("b.nii.gz"), stack, voxels(stack));
        byte[] bytes = Files.readAllBytes(folder.resolve("a.nii.gz"));
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("b.nii.gz")));
        byte[] untimed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
        assertArrayEquals(untimed, Arrays.copyOf(bytes, 10));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void volumes_larger_than_a_piece_are_whole() throws IOException {
        SliceStack stack = new SliceStack(200, 300, new Spacing(1, 1), 2, List.of(plane(0), plane(2)));
        short[] voxels = voxels(stack);
        Path file = folder.resolve("large.nii.gz");
        NiftiWriter.writeScalars(file, stack, voxels);
        ByteBuffer unpacked =
                ByteBuffer.wrap(unpack(file)).order(header(unpack(file)).order());
        assertEquals(352 + 2 * voxels.length, unpacked.capacity());
        short[] read = new short[voxels.length];
        unpacked.position(352).asShortBuffer().get(read);
        assertArrayEquals(voxels, read);
    }

    @Test
    void what_is_no_volume_is_refused() {
        SliceStack uneven = new SliceStack(2, 2, new Spacing(1, 1), 2, List.of(plane(0), plane(2), plane(5)));
        Path file = folder.resolve("x.nii.gz");
        assertThrows(IllegalArgumentException.class, () -> NiftiWriter.writeScalars(file, uneven, new short[12]));
        SliceStack stack = ObliqueStack.axial(0, 0, 2);
        assertThrows(IllegalArgumentException.class, () -> NiftiWriter.writeLabels(file, stack, new byte[12]));
        assertTrue(Files.notExists(file));
    }

    private byte[] unpacked(SliceStack stack) throws IOException {
        Path file = folder.resolve("volume.nii.gz");
        NiftiWriter.writeScalars(file, stack, voxels(stack));
        return unpack(file);
    }

    private static byte[] unpack(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private static NiftiHeader header(byte[] unpacked) {
        return NiftiHeader.parse(ByteBuffer.wrap(unpacked));
    }

    static short[] voxels(SliceStack stack) {
        short[] voxels = new short[stack.columns() * stack.rows() * stack.count()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (short) (37 * i - 9000);
        }
        return voxels;
    }

    private static void assertCorners(SliceStack stack, Affine affine, double toMm) {
        for (int corner = 0; corner < 8; corner++) {
            int column = (corner & 1) == 0 ? 0 : stack.columns() - 1;
            int row = (corner & 2) == 0 ? 0 : stack.rows() - 1;
            int slice = (corner & 4) == 0 ? 0 : stack.count() - 1;
            Vector3 place = affine.origin()
                    .plus(affine.axes().get(0).times(column))
                    .plus(affine.axes().get(1).times(row))
                    .plus(affine.axes().get(2).times(slice));
            assertEquals(0, distance(stack.point(slice, row, column), place), toMm);
        }
    }

    private static double distance(Vector3 a, Vector3 b) {
        return a.plus(b.times(-1)).length();
    }

    private static SlicePlane plane(double z) {
        return new SlicePlane(new Vector3(0, 0, z), LEFT, BACK);
    }
}
