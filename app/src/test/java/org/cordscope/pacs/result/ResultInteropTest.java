package org.cordscope.pacs.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results before dciodvfy, dsrdump and PixelMed's validator of structured reports. */
@Tag("interop")
final class ResultInteropTest {
    private static final List<String> PIXELMED = List.of(
            "java",
            "-Djdk.xml.xpathExprOpLimit=0",
            "-Djdk.xml.xpathTotalOpLimit=0",
            "-Djdk.xml.xpathExprGrpLimit=0",
            "-cp",
            "/usr/share/java/pixelmed.jar",
            "com.pixelmed.validate.DicomSRValidator");

    @TempDir
    Path folder;

    @Test
    void dciodvfy_finds_no_error_and_no_warning_but_for_the_private_scheme() throws Exception {
        for (Path file : write()) {
            List<String> said = run(List.of("dciodvfy"), file)
                    .lines()
                    .filter(line -> !line.contains("<99CORDSCOPE>"))
                    .toList();
            assertEquals(1, said.size(), said::toString); // the name of the class
        }
    }

    @Test
    void dciodvfy_finds_no_error_in_a_parametric_map() throws Exception {
        List<Path> ofClassifier = ParametricMapTest.write(folder.resolve("classifier"));
        List<Path> ofCord = ParametricMapTest.writeSeen(folder.resolve("cord"));
        for (List<Path> files : List.of(ofClassifier, ofCord)) {
            String said = run(List.of("dciodvfy"), files.get(files.size() - 1));
            assertEquals("ParametricMap", said.strip(), "the name of the class");
        }
    }

    @Test
    void dsrdump_reads_report_and_selection() throws Exception {
        List<Path> files = write();
        String report = run(List.of("dsrdump"), files.get(0));
        assertTrue(report.startsWith("Comprehensive 3D SR Document"), report);
        assertTrue(report.contains("\"Probability\")=\"0.800000\""), report);
        assertTrue(report.contains("(82334004,SCT,\"Indeterminate\")"), report);
        assertTrue(report.contains("C4/C5 intervertebral disc"), report);
        assertTrue(report.contains("(KANG_1,99CORDSCOPE,\"Grade 1"), report);
        assertTrue(report.contains("\"Anteroposterior diameter of spinal cord\")=\"5.00\" (mm,UCUM"), report);
        assertTrue(report.contains("\"Area\")=\"60.25\" (mm2,UCUM"), report);
        String selection = run(List.of("dsrdump"), files.get(2));
        assertTrue(selection.contains("Key Object Selection Document"), selection);
    }

    @Test
    void pixelmed_finds_the_template_and_no_error() throws Exception {
        String said = run(PIXELMED, write().get(0));
        assertTrue(said.contains("Found Root Template TID_1500"), said);
        assertTrue(said.contains("Root Template Validation Complete"), said);
        assertTrue(said.lines().noneMatch(line -> line.startsWith("Error")), said);
    }

    private List<Path> write() throws Exception {
        ScanSource source = SampleScan.writeSeen(folder.resolve("in"), Set.of(2), 0.2, 0.8, 0.1, 0.3, 0.2);
        return ScanResultsTest.write(source, ScanResultsTest.ALGORITHM, folder.resolve("out"));
    }

    private static String run(List<String> command, Path file) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add(file.toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
