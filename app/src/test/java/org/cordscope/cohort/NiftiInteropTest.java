package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.DeidentifiedInstance;
import org.cordscope.deid.Deidentifier;
import org.cordscope.nifti.NiftiFile;
import org.cordscope.raster.ForeignPixels;
import org.cordscope.raster.PictureTable;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real volumes of {@code ../shared/data/nifti}, beside numpy, pydicom and dciodvfy. */
@Tag("interop")
final class NiftiInteropTest {
    private static final Path DATA = sharedData();

    @TempDir
    Path folder;

    @Test
    void each_file_is_an_image_or_refused_for_what_it_is() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path file : files()) {
            assertTrue(NiftiFile.claims(file), file::toString);
            try {
                NiftiFile.header(SourceFile.of(file));
                counts.merge("image", 1, Integer::sum);
            } catch (UnusableFileException e) {
                counts.merge(e.toRejected().reason(), 1, Integer::sum);
            }
        }
        assertEquals(
                Map.of("image", 7, "a segmentation, not an image", 5, "side-car of a NIfTI volume: read with it", 4),
                counts);
    }

    @Test
    void the_t2w_volume_is_chosen_and_t2star_is_not() throws IOException {
        for (Path file : images()) {
            InstanceHeader header = NiftiFile.header(SourceFile.of(file), "P1", "");
            List<ScanDecision> decisions = SeriesChoice.choose(List.of(header), SeriesRules.defaults());
            String name = String.valueOf(file.getFileName());
            boolean t2w = name.equals("sct_t2w.nii.gz");
            assertEquals(
                    t2w,
                    decisions.get(0).chosen(),
                    name + ": " + decisions.get(0).reason());
            if (t2w) {
                assertEquals(55, decisions.get(0).slices().size());
            } else {
                assertEquals("T2*-weighted", decisions.get(0).reason(), name);
            }
        }
    }

    @Test
    void every_voxel_is_found_at_its_place_by_numpy_and_pydicom() throws Exception {
        for (Path file : images()) {
            String[] said = run(
                            "/usr/bin/python3",
                            script().toString(),
                            file.toString(),
                            made(file).toString())
                    .strip()
                    .split(" ", -1);
            assertTrue(Double.parseDouble(said[0]) < 1e-3, "mm off: " + String.join(" ", said));
            boolean whole = said[2].equals("1");
            assertTrue(Double.parseDouble(said[1]) <= (whole ? 0 : 0.501), "steps off: " + String.join(" ", said));
        }
    }

    @Test
    void dciodvfy_finds_no_error_in_what_is_made() throws Exception {
        for (Path file : images()) {
            assertEquals(List.of(), errors(made(file)), file::toString);
        }
    }

    @Test
    void pictures_of_a_table_are_chosen_and_valid() throws Exception {
        StringBuilder table = new StringBuilder("file,patient_id,scan,slice,pixel_spacing_mm,slice_thickness_mm\n");
        for (int slice = 1; slice <= 4; slice++) {
            BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 1200; i++) {
                image.setRGB(i % 40, i / 40, 0x010203 * (i * slice % 80));
            }
            ImageIO.write(image, "png", folder.resolve(slice + ".png").toFile());
            table.append(slice).append(".png,Patient-77,post-op,").append(slice).append(",0.5,3\n");
        }
        Path csv = Files.writeString(folder.resolve("pictures.csv"), table);
        List<InstanceHeader> headers = PictureTable.read(csv, null).headers();
        ScanDecision decision =
                SeriesChoice.choose(headers, SeriesRules.defaults()).get(0);
        assertTrue(decision.chosen(), decision.reason());
        assertEquals(4, decision.slices().size());
        Deidentifier deidentifier = Deidentifier.open(folder.resolve("private"), Clock.systemUTC());
        for (InstanceHeader header : headers) {
            DeidentifiedInstance made = (DeidentifiedInstance) deidentifier.convert(
                    header, ForeignPixels.of(header.source()).orElseThrow());
            assertTrue(made.writeTo(folder.resolve("made.dcm")).isPresent());
            assertEquals(List.of(), errors(folder.resolve("made.dcm")));
        }
    }

    private Path made(Path file) throws IOException {
        InstanceHeader header = NiftiFile.header(SourceFile.of(file), "Patient-77", "");
        Deidentifier deidentifier = Deidentifier.open(folder.resolve("private"), Clock.systemUTC());
        DeidentifiedInstance instance =
                (DeidentifiedInstance) deidentifier.convert(header, NiftiFile.frames(header.source()));
        Path target = folder.resolve(file.getFileName() + ".dcm");
        assertTrue(instance.writeTo(target).isPresent());
        return target;
    }

    private static List<String> errors(Path file) throws Exception {
        return run("dciodvfy", file.toString())
                .lines()
                .filter(line -> line.startsWith("Error"))
                .toList();
    }

    private static Path script() throws Exception {
        return Path.of(Objects.requireNonNull(NiftiInteropTest.class.getResource("compare_volume.py"))
                .toURI());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static List<Path> images() throws IOException {
        return files().stream()
                .filter(f -> f.toString().endsWith(".nii.gz")
                        && !f.toString().contains("seg-manual")
                        && !f.toString().contains("_cord"))
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DATA.resolve("nifti"))) {
            return files.sorted().toList();
        }
    }

    private static Path sharedData() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        throw new IllegalStateException("shared/data is not beside the project");
    }
}
