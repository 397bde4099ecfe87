package org.cordscope.pacs.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParametricMapTest {
    private static final int SIDE = 64;

    @TempDir
    Path folder;

    static List<Path> write(Path folder) throws IOException {
        ScanSource source = SampleScan.write(folder.resolve("in"), 0.2, 0.8, 0.1, 0.9);
        MappedPictures pictures = new MappedPictures(new Preprocessing(SIDE, 0, 0, 100), RampMapper::new);
        return new ScanResults(ScanResultsTest.ALGORITHM, pictures, pictures)
                .write(source, ScanResultsTest.MADE, folder.resolve("out"), "0001");
    }

    /** With the model that ships, which is shown slices without a neck. */
    static List<Path> writeSeen(Path folder) throws IOException {
        ScanSource source = SampleScan.writeSeen(folder.resolve("in"), Set.of(), 0.2, 0.8, 0.1, 0.9);
        try (TorchCordReader reader = TorchCordReader.of(CordModel.shipped(), Precision.FLOAT32)) {
            return new ScanResults(ScanResultsTest.ALGORITHM, new CordPictures(), new CordMaps(reader))
                    .write(source, ScanResultsTest.MADE, folder.resolve("out"), "0001");
        }
    }

    @Test
    void a_model_that_finds_the_cord_has_maps_about_the_canal() throws IOException {
        List<Path> files = writeSeen(folder);
        DataSet data = DicomReader.read(SourceFile.of(files.get(3))).data();
        assertEquals(2, data.integer(Tag.NUMBER_OF_FRAMES).orElseThrow());
        assertEquals(11, data.integer(Tag.ROWS).orElseThrow());
        var pixels =
                data.buffer(Tag.FLOAT_PIXEL_DATA).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float largest = 0;
        while (pixels.hasRemaining()) {
            largest = Math.max(largest, Math.abs(pixels.get()));
        }
        assertEquals(1, largest);
        DataSet first = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(0);
        assertArrayEquals(
                new double[] {4, 4},
                first.items(Tag.PIXEL_MEASURES_SEQUENCE).get(0).decimals(Tag.PIXEL_SPACING));
        assertArrayEquals(
                new double[] {1, 0, 0, 0, 1, 0},
                first.items(Tag.PLANE_ORIENTATION_SEQUENCE).get(0).decimals(Tag.IMAGE_ORIENTATION_PATIENT),
                1e-12);
        double[] corner = first.items(Tag.PLANE_POSITION_SEQUENCE).get(0).decimals(Tag.IMAGE_POSITION_PATIENT);
        assertEquals(4, corner[2], 1e-12, "of the second slice");
        DataSet derivation = first.items(Tag.DERIVATION_IMAGE_SEQUENCE).get(0);
        assertEquals(
                "130401",
                derivation
                        .items(Tag.DERIVATION_CODE_SEQUENCE)
                        .get(0)
                        .string(Tag.CODE_VALUE)
                        .orElseThrow());
    }

    @Test
    void each_positive_slice_has_a_frame_of_its_map_at_its_place() throws IOException {
        List<Path> files = write(folder);
        assertEquals(4, files.size());
        DataSet data = DicomReader.read(SourceFile.of(files.get(3))).data();
        assertEquals(2, data.integer(Tag.NUMBER_OF_FRAMES).orElseThrow());
        var pixels =
                data.buffer(Tag.FLOAT_PIXEL_DATA).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertEquals(2 * SIDE * SIDE, pixels.remaining());
        assertEquals(1f, pixels.get(SIDE - 1), "the ramp ends at its largest");
        assertEquals(0f, pixels.get(SIDE * SIDE), "of the second frame");
        DataSet second = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).get(1);
        // 32 pixels of 2 mm are 64 of 1 mm, whose first centre lies half a millimetre before
        assertArrayEquals(
                new double[] {1, 1},
                second.items(Tag.PIXEL_MEASURES_SEQUENCE).get(0).decimals(Tag.PIXEL_SPACING));
        assertArrayEquals(
                new double[] {-0.5, -0.5, 12},
                second.items(Tag.PLANE_POSITION_SEQUENCE).get(0).decimals(Tag.IMAGE_POSITION_PATIENT));
        DataSet derivation = second.items(Tag.DERIVATION_IMAGE_SEQUENCE).get(0);
        assertEquals(
                "2.25.103",
                derivation
                        .items(Tag.SOURCE_IMAGE_SEQUENCE)
                        .get(0)
                        .string(Tag.REFERENCED_SOP_INSTANCE_UID)
                        .orElseThrow());
        assertTrue(data.string(Tag.IMAGE_COMMENTS).orElseThrow().contains("not for diagnosis"));
    }

    /** Maps every image to a ramp from left to right. */
    private static final class RampMapper implements ActivationMapper {
        @Override
        public Recipe recipe() {
            return Recipe.quick(Precision.FLOAT32, 1);
        }

        @Override
        public String sha256() {
            return "ab".repeat(32);
        }

        @Override
        public MappedSlice map(Collection<MapMethod> methods, float[] grey) {
            float[] ramp = new float[SIDE * SIDE];
            for (int i = 0; i < ramp.length; i++) {
                ramp[i] = i % SIDE;
            }
            return new MappedSlice(0.9, Map.of(MapMethod.GRAD_CAM, ActivationMap.scaled(SIDE, SIDE, ramp)));
        }

        @Override
        public List<String> layers() {
            return List.of();
        }

        @Override
        public ActivationMapper randomised(Collection<String> layers) {
            return this;
        }

        @Override
        public void close() {}
    }
}
