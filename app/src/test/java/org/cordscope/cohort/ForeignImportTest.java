package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.DeidentificationCheck;
import org.cordscope.deid.MadeFile;
import org.cordscope.nifti.MadeVolume;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes and pictures beside DICOM in one study. */
class ForeignImportTest {
    private static final SeriesRules RULES = SeriesRules.defaults();

    @TempDir
    Path folder;

    @Test
    void bids_volumes_pictures_and_dicom_make_one_study() throws IOException {
        Path input = folder.resolve("in");
        volume(input.resolve("sub-Lyon17/anat/sub-Lyon17_T2w.nii.gz"), 6);
        Files.writeString(input.resolve("sub-Lyon17/anat/sub-Lyon17_T2w.json"), "{\"EchoTime\": 0.1}");
        volume(input.resolve("sub-Lyon18/anat/sub-Lyon18_T2starw.nii.gz"), 7);
        volume(input.resolve("nameless_T2w.nii.gz"), 8);
        for (int i = 0; i < 4; i++) {
            MadeFile.write(input.resolve("dicom/" + i), MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.1", i));
        }
        StudyFolder study = StudyFolder.init(folder.resolve("s"), settings(), StoredStudy.CLOCK);
        ImportRequest request = ImportRequest.of(input).withTables(List.of(pictures(4)), null);
        ImportSummary summary = Importing.run(study, request, RULES, Progress.NONE);
        assertEquals(3, summary.scans());
        assertEquals(1 + 4 + 4, summary.usedFiles());
        assertEquals(6 + 4 + 4, summary.slices());
        assertEquals(Map.of("side-car of a NIfTI volume: read with it", 1), summary.unusableFiles());
        assertEquals(
                Map.of(
                        "T2*-weighted",
                        1,
                        "Patient ID is empty, so that patients cannot be told apart: name the volume sub-ID_..., or list"
                                + " it with --images",
                        1),
                summary.excludedFiles());
        assertEquals(summary.files(), Flow.of(study).files());
        assertEquals(List.of(), DeidentificationCheck.find(study.images(), List.of("Lyon17", "Picasso")));
        Map<String, String> before = ImportCase.content(study);
        ImportSummary again = Importing.run(study, request, RULES, Progress.NONE);
        assertEquals(before, ImportCase.content(study));
        assertEquals(0, again.newScans());
    }

    @Test
    void damaged_picture_is_a_line_and_not_an_end() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("s"), settings(), StoredStudy.CLOCK);
        Path table = pictures(5);
        Files.writeString(folder.resolve("pictures/2.png"), "no picture");
        ImportSummary summary =
                Importing.run(study, ImportRequest.of().withTables(List.of(table), null), RULES, Progress.NONE);
        assertEquals(4, summary.slices());
        assertEquals(1, summary.unusableFiles().size());
        assertTrue(Files.readString(study.privateFolder().resolve("files.csv")).contains("2.png,unusable,"));
    }

    @Test
    void what_is_no_dicom_says_how_it_is_read() throws IOException {
        Path input = folder.resolve("in");
        Files.createDirectories(input);
        Files.move(pictures(1).resolveSibling("pictures/1.png"), input.resolve("1.png"));
        volume(folder.resolve("sub-1_T2w.nii"), 6);
        byte[] volume = Files.readAllBytes(folder.resolve("sub-1_T2w.nii"));
        Files.write(input.resolve("volume"), volume);
        Files.write(input.resolve("header.hdr"), Arrays.copyOf(volume, 348));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(input.resolve("a.zip")))) {
            zip.putNextEntry(new ZipEntry("sub-1_T2w.nii"));
            zip.write(volume);
        }
        StudyFolder study = StudyFolder.init(folder.resolve("s"), settings(), StoredStudy.CLOCK);
        assertEquals(
                Set.of(
                        "not DICOM: PNG, which is read where a table lists it (--images)",
                        "not DICOM: NIfTI whose name does not end in .nii or .nii.gz",
                        "not DICOM: NIfTI whose .img file is missing",
                        "not DICOM: NIfTI in an archive: unpack it first"),
                Importing.run(study, ImportRequest.of(input), RULES, Progress.NONE)
                        .unusableFiles()
                        .keySet());
    }

    @Test
    void names_in_a_side_car_or_a_table_go_nowhere() throws IOException {
        Path input = folder.resolve("in");
        volume(input.resolve("sub-1/anat/sub-1_T2w.nii"), 6);
        Files.writeString(input.resolve("sub-1/anat/sub-1_T2w.json"), """
                {"Manufacturer": "Siemens of Zaphod", "ScanningSequence": "ZAPHOD", "ScanOptions": ["ZAPHOD", "PFP"],
                 "SequenceVariant": "ZAPHOD", "SeriesDescription": "Zaphod tra", "PatientName": "Zaphod"}
                """);
        Path table = pictures(3);
        String rows = Files.readString(table).replace("time_ms\n", "time_ms,manufacturer\n");
        Files.writeString(table, rows.replace(",4000\n", ",4000,Zaphod\n"));
        StudyFolder study = StudyFolder.init(folder.resolve("s"), settings(), StoredStudy.CLOCK);
        ImportRequest request = ImportRequest.of(input).withTables(List.of(table), null);
        ImportSummary summary = Importing.run(study, request, RULES, Progress.NONE);
        assertEquals(2, summary.scans(), summary::toString);
        assertEquals(List.of(), DeidentificationCheck.find(study.images(), List.of("Zaphod", "ZAPHOD")));
        List<String> makers = study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT manufacturer FROM scans ORDER BY manufacturer")
                        .mapTo(String.class)
                        .list());
        assertEquals(List.of("OTHER", "SIEMENS"), makers);
    }

    StudySettings settings() {
        return StudySettings.named("trial");
    }

    private static void volume(Path file, int planes) throws IOException {
        MadeVolume.of(8, 8, planes).write(file);
    }

    private Path pictures(int count) throws IOException {
        StringBuilder rows =
                new StringBuilder("file,patient_id,slice,pixel_spacing_mm,echo_time_ms,repetition_time_ms\n");
        for (int i = 1; i <= count; i++) {
            BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY);
            for (int x = 0; x < 8; x++) {
                image.getRaster().setSample(x, i, 0, 20 * x + i);
            }
            Path file = folder.resolve("pictures/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
            rows.append("pictures/").append(i).append(".png,Picasso,").append(i).append(",0.5,95,4000\n");
        }
        Path table = folder.resolve("images.csv");
        Files.writeString(table, rows);
        return table;
    }
}
