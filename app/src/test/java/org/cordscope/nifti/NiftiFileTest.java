package org.cordscope.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.cordscope.study.UnusableFileException;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NiftiFileTest {

    @TempDir
    Path folder;

    @Test
    void slices_are_turned_as_dicom_shows_them_and_run_from_the_feet_to_the_head() throws IOException {
        SourceFile file = SourceFile.of(MadeVolume.of(4, 3, 2).write(folder.resolve("sub-7_T2w.nii.gz")));
        InstanceHeader header = NiftiFile.header(file);
        assertEquals(2, header.frames().size());
        assertEquals(3, header.rows());
        assertEquals(4, header.columns());
        SlicePlane first = plane(header, 1);
        // voxel (0, 2, 0): x = 10 to the right is -10; y = -20 + 2 * 0.5 to the front is 19
        assertEquals(new Vector3(-10, 19, -30), first.position());
        assertEquals(1, first.row().x());
        assertEquals(1, first.column().y());
        assertEquals(-27, plane(header, 2).position().z());
        assertEquals(new Spacing(0.5, 0.5), header.frames().get(0).spacing());
        assertArrayEquals(
                new double[] {15, 16, 17, 18, 11, 12, 13, 14, 7, 8, 9, 10},
                NiftiFile.frames(file).frame(1));
    }

    @Test
    void a_volume_stored_upside_down_comes_in_the_same_order() throws IOException {
        MadeVolume volume = MadeVolume.of(2, 2, 3);
        volume.sform(new double[][] {{0.5, 0, 0, 0}, {0, -0.5, 0, 0}, {0, 0, -3, 40}});
        SourceFile file = SourceFile.of(volume.write(folder.resolve("sub-1_T2w.nii")));
        InstanceHeader header = NiftiFile.header(file);
        assertEquals(34, plane(header, 1).position().z());
        assertEquals(40, plane(header, 3).position().z());
        assertArrayEquals(new double[] {16, 15, 18, 17}, NiftiFile.frames(file).frame(1));
    }

    @Test
    void an_isotropic_sagittal_volume_is_cut_across_the_long_axis_of_the_patient() throws IOException {
        MadeVolume volume = MadeVolume.of(5, 4, 3);
        volume.sform(new double[][] {{0, 0, 1, -1}, {-1, 0, 0, 2}, {0, 1, 0, -3}});
        InstanceHeader header = NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-1_T2w.nii"))));
        assertEquals(4, header.frames().size());
        assertEquals(5, header.rows());
        assertEquals(3, header.columns());
        assertEquals(1, plane(header, 1).normal().z());
    }

    @Test
    void thick_sagittal_slices_stay_sagittal() throws IOException {
        MadeVolume volume = MadeVolume.of(5, 4, 3);
        volume.sform(new double[][] {{0, 0, 4, -1}, {-1, 0, 0, 2}, {0, 1, 0, -3}});
        InstanceHeader header = NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-1_T2w.nii"))));
        assertEquals(3, header.frames().size());
        assertEquals(1, Math.abs(plane(header, 1).normal().x()));
        assertEquals(-1, plane(header, 1).column().z());
    }

    @Test
    void the_qform_counts_where_there_is_no_sform() throws IOException {
        // half a turn around z: b = c = 0, d = 1
        MadeVolume volume =
                MadeVolume.of(2, 2, 2).noSform().qform(new double[] {0, 0, 1}, new double[] {5, 6, 7}, -1, 0.4, 0.6, 2);
        SlicePlane plane = plane(NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-1_T2w.nii")))), 1);
        // qfac -1: planes run to the feet, so that the first frame is the last plane
        assertEquals(5, plane.position().z(), 1e-6);
        assertEquals(-5, plane.position().x(), 1e-6);
        assertEquals(-6, plane.position().y(), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 64, 256, 512, 768})
    void every_type_of_voxel_is_read_in_both_versions_and_byte_orders(int type) throws IOException {
        for (boolean second : new boolean[] {false, true}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                Path path = folder.resolve("sub-1_T2w.nii");
                MadeVolume.of(second, order, 3, 2, 2)
                        .type(type)
                        .scaled(0.5, 100)
                        .write(path);
                NiftiFile.header(SourceFile.of(path));
                double[] pixels = NiftiFile.frames(SourceFile.of(path)).frame(2);
                double[] expected = IntStream.of(9, 10, 11, 6, 7, 8)
                        .mapToDouble(i -> (7 + i) * 0.5 + 100)
                        .toArray();
                assertArrayEquals(expected, pixels);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 500", "2, 0.5", "3, 0.0005"})
    void units_of_length_are_followed(int code, double expectedMm) throws IOException {
        MadeVolume volume = MadeVolume.of(2, 2, 2)
                .units(code)
                .sform(new double[][] {{-0.5, 0, 0, 0}, {0, 0.5, 0, 0}, {0, 0, 0.5, 0}});
        SourceFile file = SourceFile.of(volume.write(folder.resolve("sub-1_T2w.nii")));
        if (code == 3) {
            assertEquals("it claims voxels 5.0E-4 mm wide", refusal(file));
        } else {
            Spacing spacing = NiftiFile.header(file).frames().get(0).spacing();
            assertEquals(new Spacing(expectedMm, expectedMm), spacing);
        }
    }

    @Test
    void the_two_files_of_a_pair_are_read_together() throws IOException {
        MadeVolume volume = MadeVolume.of(4, 3, 2);
        Path header = Files.write(folder.resolve("sub-1_T2w.hdr"), volume.headerOfPair());
        assertFalse(NiftiFile.claims(header));
        Path image = Files.write(folder.resolve("sub-1_T2w.img"), volume.voxels());
        assertTrue(NiftiFile.claims(header) && NiftiFile.claims(image));
        assertEquals(15, NiftiFile.frames(SourceFile.of(header)).frame(1)[0]);
        assertEquals(2, NiftiFile.header(SourceFile.of(header)).frames().size());
        assertEquals("side-car of a NIfTI volume: read with it", refusal(SourceFile.of(image)));
    }

    @Test
    void the_same_volume_has_the_same_uids_under_any_name_and_packing() throws IOException {
        MadeVolume volume = MadeVolume.of(4, 3, 2);
        InstanceHeader one = NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-1_run-1_T2w.nii"))));
        InstanceHeader two = NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-1_run-2_T2w.nii.gz"))));
        InstanceHeader other = NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-2_T2w.nii"))));
        assertEquals(one.sopInstanceUid(), two.sopInstanceUid());
        assertEquals(one.seriesUid(), two.seriesUid());
        assertNotEquals(one.sopInstanceUid(), other.sopInstanceUid());
        assertNotEquals(one.studyUid(), other.studyUid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sub-1_T2w_seg",
                "sub-1_T2w_seg-manual",
                "sub-1_dseg",
                "sub-1_T2w_label-SC_mask",
                "sub-1_T2w_gmseg",
                "sub-1_desc-brain_mask",
                "t2_labels"
            })
    void segmentations_are_known_by_name(String stem) throws IOException {
        Path file = MadeVolume.of(4, 3, 2).write(folder.resolve(stem + ".nii.gz"));
        assertEquals("a segmentation, not an image", refusal(SourceFile.of(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub-1_acq-manual_T2w", "sub-mask1_T2w", "sub-1_ses-seg2_T2w", "sub-1_T2w"})
    void images_are_not_taken_for_segmentations_by_other_words(String stem) throws IOException {
        Path file = MadeVolume.of(4, 3, 2).write(folder.resolve(stem + ".nii.gz"));
        assertEquals(2, NiftiFile.header(SourceFile.of(file)).frames().size());
    }

    @Test
    void segmentations_are_known_by_their_values_and_by_intent() throws IOException {
        Path labels = MadeVolume.of(20, 20, 20).type(2).labels(25).write(folder.resolve("a.nii.gz"));
        assertEquals("a segmentation, not an image", refusal(SourceFile.of(labels)));
        Path intent = MadeVolume.of(4, 3, 2).intent(1002).write(folder.resolve("b.nii.gz"));
        assertEquals("a segmentation, not an image", refusal(SourceFile.of(intent)));
        Path derived = MadeVolume.of(4, 3, 2).write(folder.resolve("derivatives/sub-1_T2w.nii"));
        assertEquals("under derivatives: processed, not an image as it was acquired", refusal(SourceFile.of(derived)));
    }

    @Test
    void lies_are_refused_with_their_reason_before_memory_is_taken() throws IOException {
        assertRefused("128 are not", MadeVolume.of(4, 3, 2).type(128), "RGB");
        assertRefused(
                "dims", MadeVolume.of(true, ByteOrder.LITTLE_ENDIAN, 4, 3, 2).dim(1, 100_000), "100000 voxels");
        assertRefused("negative", MadeVolume.of(4, 3, 2).dim(2, -3), "-3 voxels");
        assertRefused("huge", MadeVolume.of(4, 3, 2).dim(1, 16000).dim(2, 16000).dim(3, 16000), "more than are read");
        assertRefused("short", MadeVolume.of(4, 3, 2).dim(3, 900), "cut short");
        assertRefused("times", MadeVolume.of(4, 3, 2).dim(0, 4).dim(4, 5), "several volumes");
        assertRefused("dimensions", MadeVolume.of(4, 3, 2).dim(0, 99), "99 dimensions");
        assertRefused("lost", MadeVolume.of(4, 3, 2).noSform(), "neither by sform nor by qform");
        assertRefused("nan", MadeVolume.of(4, 3, 2).type(16).voxel(5, Float.NaN), "not numbers");
        assertRefused("infinite", MadeVolume.of(4, 3, 2).type(16).voxel(5, Float.POSITIVE_INFINITY), "not numbers");
        assertRefused("flat", MadeVolume.of(4, 3, 2).sform(new double[3][4]), "0.0 mm wide");
        double[][] sheared = {{1, 0.3, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
        assertRefused("sheared", MadeVolume.of(4, 3, 2).sform(sheared), "rows and columns meet at no right angle");
        double[][] nowhere = {{Double.NaN, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
        assertRefused("nowhere", MadeVolume.of(4, 3, 2).sform(nowhere), "no number");
    }

    @Test
    void a_gzip_bomb_is_refused_before_it_is_unpacked() throws IOException {
        MadeVolume volume = MadeVolume.of(400, 400, 220).type(2).labels(1);
        Path file = volume.write(folder.resolve("sub-1_T2w.nii.gz"));
        assertTrue(refusal(SourceFile.of(file)).contains("compressed more than 250 times"));
    }

    @Test
    void the_checksum_of_the_packing_is_compared() throws IOException {
        byte[] packed = MadeVolume.gzip(MadeVolume.of(6, 5, 4).bytes());
        packed[packed.length - 6] ^= 1;
        Path file = Files.write(folder.resolve("sub-1_T2w.nii.gz"), packed);
        assertEquals("its voxels are cut short or damaged", refusal(SourceFile.of(file)));
    }

    @Test
    void damaged_files_are_refused_and_nothing_else_happens() throws IOException {
        byte[] plain = MadeVolume.of(6, 5, 4).bytes();
        byte[] packed = MadeVolume.gzip(plain);
        Random random = new Random(11);
        for (int i = 0; i < 1500; i++) {
            boolean gzip = i % 2 == 0;
            byte[] damaged = (gzip ? packed : plain).clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(gzip ? damaged.length : 360)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            Path file = Files.write(folder.resolve("sub-1_T2w.nii" + (gzip ? ".gz" : "")), damaged);
            readAll(SourceFile.of(file));
        }
    }

    private static void readAll(SourceFile source) throws IOException {
        try {
            int frames = NiftiFile.header(source).frames().size();
            NiftiFile.frames(source).frame(frames);
        } catch (UnusableFileException refused) {
            assertFalse(refused.toRejected().reason().isBlank());
        }
    }

    @Test
    void packed_is_what_begins_so_whatever_its_name() throws IOException {
        MadeVolume volume = MadeVolume.of(4, 3, 2);
        Path plain = Files.move(volume.write(folder.resolve("a.nii")), folder.resolve("b.nii.gz"));
        Path packed = Files.move(volume.write(folder.resolve("c.nii.gz")), folder.resolve("d.nii"));
        assertEquals(15, NiftiFile.frames(SourceFile.of(plain)).frame(1)[0]);
        assertEquals(15, NiftiFile.frames(SourceFile.of(packed)).frame(1)[0]);
    }

    @Test
    void a_file_that_is_no_nifti_is_refused() throws IOException {
        Path text = Files.writeString(folder.resolve("a.nii"), "hello");
        assertEquals("not NIfTI: it ends within its header", refusal(SourceFile.of(text)));
        Path noGzip = Files.write(folder.resolve("a.nii.gz"), new byte[] {0x1f, (byte) 0x8b, 3, 4});
        assertEquals("not NIfTI: it cannot be unpacked", refusal(SourceFile.of(noGzip)));
        Path zeros =
                Files.write(folder.resolve("b.nii"), ByteBuffer.allocate(2000).array());
        assertEquals("not NIfTI: its header has another size", refusal(SourceFile.of(zeros)));
    }

    private void assertRefused(String name, MadeVolume volume, String reason) throws IOException {
        Path file = volume.write(folder.resolve(name + ".nii.gz"));
        String said = refusal(SourceFile.of(file));
        assertTrue(said.contains(reason), said);
    }

    private static String refusal(SourceFile source) {
        return assertThrows(UnusableFileException.class, () -> NiftiFile.header(source))
                .toRejected()
                .reason();
    }

    private static SlicePlane plane(InstanceHeader header, int frame) {
        return Objects.requireNonNull(header.frames().get(frame - 1).plane());
    }
}
