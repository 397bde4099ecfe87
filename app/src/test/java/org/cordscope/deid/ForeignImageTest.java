package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.nifti.MadeVolume;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.raster.ForeignPixels;
import org.cordscope.raster.PictureTable;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignImageTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16, 64, 256, 512, 768})
    void a_volume_comes_back_value_for_value_and_place_for_place(int type) throws IOException {
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3).type(type));
        FramePixels pixels = NiftiFile.frames(header.source());
        InstanceHeader stored = stored(convert(header, pixels));
        assertEquals(header.frames().size(), stored.frames().size());
        for (int frame = 1; frame <= 3; frame++) {
            assertSamePlace(header.frames().get(frame - 1), stored.frames().get(frame - 1));
            float[] read = DicomPixels.read(stored, frame).pixels();
            double[] expected = pixels.frame(frame);
            for (int i = 0; i < read.length; i++) {
                assertEquals(expected[i], read[i]);
            }
        }
    }

    @Test
    void values_that_are_not_whole_are_kept_to_half_a_step() throws IOException {
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3));
        FramePixels pixels = frame -> {
            double[] values = new double[20];
            for (int i = 0; i < values.length; i++) {
                values[i] = -3.3 + Math.sqrt(i + 100.0 * frame);
            }
            return values;
        };
        InstanceHeader stored = stored(convert(header, pixels));
        double step = (Math.sqrt(319) - Math.sqrt(100)) / 65535;
        for (int frame = 1; frame <= 3; frame++) {
            float[] read = DicomPixels.read(stored, frame).pixels();
            for (int i = 0; i < read.length; i++) {
                assertEquals(pixels.frame(frame)[i], read[i], 0.5001 * step + 5e-7);
            }
        }
    }

    @Test
    void no_value_of_any_range_is_off_by_more_than_half_a_step() throws IOException {
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3));
        Random random = new Random(13);
        for (int trial = 0; trial < 500; trial++) {
            double width = Math.pow(10, random.nextInt(16) - 6);
            double start = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(10));
            double[] values = random.doubles(20, start, start + width).toArray();
            StoredGrey grey = StoredGrey.of(header, frame -> values);
            double slope = Double.parseDouble(grey.slope());
            double intercept = Double.parseDouble(grey.intercept());
            assertTrue(grey.slope().length() <= 16 && grey.intercept().length() <= 16);
            for (int i = 0; i < 20; i++) {
                int word = (grey.words()[2 * i] & 0xff) | (grey.words()[2 * i + 1] & 0xff) << 8;
                assertEquals(values[i], word * slope + intercept, 0.5000001 * slope + 1e-15 * Math.abs(start));
            }
        }
    }

    @Test
    void whole_numbers_far_from_zero_are_exact() throws IOException {
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3));
        InstanceHeader stored = stored(convert(header, frame -> {
            double[] values = new double[20];
            values[3] = -40_000;
            values[4] = 20_000;
            return values;
        }));
        float[] read = DicomPixels.read(stored, 2).pixels();
        assertEquals(-40_000, read[3]);
        assertEquals(20_000, read[4]);
        assertEquals(0, read[5]);
    }

    @Test
    void nothing_but_pseudonyms_names_the_patient() throws IOException {
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3));
        DeidentifiedInstance made =
                assertInstanceOf(DeidentifiedInstance.class, convert(header, NiftiFile.frames(header.source())));
        assertTrue(made.subject().startsWith("sub-"));
        Path file = folder.resolve("out.dcm");
        assertTrue(made.writeTo(file).isPresent());
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : List.of("MILLER7", header.studyUid(), header.sopInstanceUid(), header.seriesUid())) {
            assertFalse(bytes.toUpperCase(Locale.ROOT).contains(secret), secret);
        }
        assertTrue(Files.readString(folder.resolve("private/linking.csv")).contains("Miller7"));
    }

    @Test
    void the_technical_evidence_stays() throws IOException {
        Files.writeString(
                folder.resolve("sub-Miller7_acq-axTSE_T2w.json"),
                "{\"EchoTime\": 0.095, \"RepetitionTime\": 4, \"EchoTrainLength\": 15, \"ScanningSequence\": \"SE\","
                        + " \"Manufacturer\": \"Siemens\"}");
        InstanceHeader header = volume(MadeVolume.of(5, 4, 3));
        InstanceHeader stored = stored(convert(header, NiftiFile.frames(header.source())));
        var acquisition = stored.frames().get(0).acquisition();
        assertEquals(95, acquisition.echoTimeMs());
        assertEquals(4000, acquisition.repetitionTimeMs());
        assertEquals(15, acquisition.echoTrainLength());
        assertEquals(List.of("SE"), acquisition.scanningSequence());
        assertEquals("SIEMENS", acquisition.manufacturer());
        assertEquals("T2W AX TSE", acquisition.seriesDescription());
        assertEquals("MR", acquisition.modality());
        assertFalse(acquisition.imageType().contains("DERIVED"));
    }

    @Test
    void a_volume_of_nobody_is_quarantined_with_the_remedy() throws IOException {
        Path file = MadeVolume.of(5, 4, 3).write(folder.resolve("loose.nii.gz"));
        InstanceHeader header = NiftiFile.header(SourceFile.of(file));
        Deidentification.Quarantined refused =
                assertInstanceOf(Deidentification.Quarantined.class, convert(header, frame -> new double[20]));
        assertTrue(refused.rejected().reason().contains("patient_id"));
    }

    @Test
    void a_picture_comes_back_as_an_mr_image() throws IOException {
        BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 24; i++) {
            image.getRaster().setSample(i % 6, i / 6, 0, 1000 + 2600 * i);
        }
        ImageIO.write(image, "png", folder.resolve("one.png").toFile());
        Files.writeString(folder.resolve("t.csv"), """
                file,patient_id,scan,position_mm,row_spacing_mm,column_spacing_mm,slice_thickness_mm
                one.png,Miller7,before,-12.5,0.4,0.6,3
                """);
        InstanceHeader header =
                PictureTable.read(folder.resolve("t.csv"), null).headers().get(0);
        FramePixels pixels = ForeignPixels.of(header.source()).orElseThrow();
        InstanceHeader stored = stored(convert(header, pixels));
        assertSamePlace(header.frames().get(0), stored.frames().get(0));
        float[] read = DicomPixels.read(stored, 1).pixels();
        for (int i = 0; i < 24; i++) {
            assertEquals(1000 + 2600 * i, read[i]);
        }
    }

    private InstanceHeader volume(MadeVolume volume) throws IOException {
        return NiftiFile.header(SourceFile.of(volume.write(folder.resolve("sub-Miller7_acq-axTSE_T2w.nii.gz"))));
    }

    private Deidentification convert(InstanceHeader header, FramePixels pixels) throws IOException {
        return Deidentifier.open(folder.resolve("private"), Clock.systemUTC()).convert(header, pixels);
    }

    private InstanceHeader stored(Deidentification made) throws IOException {
        Path file = folder.resolve("stored.dcm");
        assertTrue(
                assertInstanceOf(DeidentifiedInstance.class, made).writeTo(file).isPresent());
        return DicomReader.readInstanceHeader(SourceFile.of(file));
    }

    private static void assertSamePlace(FrameHeader expected, FrameHeader actual) {
        SlicePlane a = Objects.requireNonNull(expected.plane());
        SlicePlane b = Objects.requireNonNull(actual.plane());
        assertEquals(0, a.position().plus(b.position().times(-1)).length(), 1e-9);
        assertEquals(0, a.row().plus(b.row().times(-1)).length(), 1e-9);
        assertEquals(0, a.column().plus(b.column().times(-1)).length(), 1e-9);
        Spacing mm = Objects.requireNonNull(expected.spacing());
        assertEquals(mm, actual.spacing());
    }
}
