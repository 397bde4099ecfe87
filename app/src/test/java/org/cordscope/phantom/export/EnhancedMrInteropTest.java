package org.cordscope.phantom.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.cohort.ImportRequest;
import org.cordscope.cohort.Importing;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.dicom.DataSet;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enhanced MR images of every maker and kind of series against dciodvfy and pydicom. */
@Tag("interop")
final class EnhancedMrInteropTest {

    private static final int PATIENTS = 4;

    @TempDir
    static Path folder;

    private static EnhancedCohort cohort;

    @BeforeAll
    static void write() throws IOException {
        cohort = EnhancedCohort.write(folder, PATIENTS, 5);
    }

    @Test
    void dciodvfy_finds_no_error_and_nothing_to_warn_of() throws Exception {
        for (String series : cohort.series().keySet()) {
            assertEquals("EnhancedMRImage\n", dciodvfy(cohort.file(series)));
        }
    }

    @Test
    void dciodvfy_finds_no_error_after_de_identification() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        try (StudyFolder study = StudyFolder.init(folder.resolve("study"), StudySettings.named("trial"), clock)) {
            Importing.run(study, ImportRequest.of(cohort.enhanced()), SeriesRules.defaults(), Progress.NONE);
            try (Stream<Path> files = Files.walk(study.images())) {
                List<Path> stored = files.filter(Files::isRegularFile).toList();
                assertEquals(PATIENTS, stored.size());
                for (Path file : stored) {
                    assertEquals(
                            List.of(),
                            dciodvfy(file)
                                    .lines()
                                    .filter(line -> line.startsWith("Error"))
                                    .toList());
                }
            }
        }
    }

    private static String dciodvfy(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("dciodvfy", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void pydicom_reads_the_pixels_and_places_of_the_images() throws Exception {
        for (Map.Entry<String, List<DataSet>> series : cohort.series().entrySet()) {
            JsonNode read = pydicom(cohort.file(series.getKey()));
            assertEquals("Enhanced MR Image Storage", read.get("name").asText());
            List<DataSet> images = series.getValue();
            assertEquals(images.size(), read.get("frames").size());
            for (int i = 0; i < images.size(); i++) {
                DataSet image = images.get(i);
                JsonNode frame = read.get("frames").get(i);
                assertEquals(
                        Sha256.of(image.bytes(org.cordscope.dicom.Tag.PIXEL_DATA)),
                        frame.get("sha256").asText());
                assertNumbers(image, org.cordscope.dicom.Tag.IMAGE_POSITION_PATIENT, frame.get("position"));
                assertNumbers(image, org.cordscope.dicom.Tag.IMAGE_ORIENTATION_PATIENT, frame.get("orientation"));
                assertNumbers(image, org.cordscope.dicom.Tag.PIXEL_SPACING, frame.get("spacing"));
                assertEquals(
                        image.decimal(org.cordscope.dicom.Tag.ECHO_TIME).orElseThrow(),
                        frame.get("echo").asDouble());
            }
        }
    }

    private static void assertNumbers(DataSet image, int tag, JsonNode read) {
        assertArrayEquals(
                image.decimals(tag),
                IntStream.range(0, read.size())
                        .mapToDouble(i -> read.get(i).asDouble())
                        .toArray());
    }

    private static JsonNode pydicom(Path file) throws Exception {
        Path script = Path.of(Objects.requireNonNull(EnhancedMrInteropTest.class.getResource("enhanced_frames.py"))
                .toURI());
        Process python = new ProcessBuilder("/usr/bin/python3", script.toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] said = python.getInputStream().readAllBytes();
        assertEquals(0, python.waitFor());
        return new ObjectMapper().readTree(said);
    }
}
