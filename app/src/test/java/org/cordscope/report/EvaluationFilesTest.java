package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.report.predictions.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationFilesTest {
    @TempDir
    private Path folder;

    /** After a wanted change: read target/small-evaluation/evaluation.json, then make it the golden file. */
    @Test
    void evaluation_json_has_its_agreed_form() throws IOException {
        Path small = Path.of("target", "small-evaluation");
        EvaluationFiles.write(small(), small);
        ObjectMapper json = new ObjectMapper();
        JsonNode written = json.readTree(small.resolve("evaluation.json").toFile());
        try (InputStream golden = EvaluationFilesTest.class.getResourceAsStream("evaluation-golden.json")) {
            if (golden == null) {
                throw new IllegalStateException("evaluation-golden.json is missing");
            }
            assertSame(json.readTree(golden), written, "");
        }
    }

    @Test
    void every_key_is_documented() throws IOException {
        EvaluationFiles.write(SampleReport.fullEvaluation(), folder);
        List<ScoredSlice> slices = smallSlices();
        EvaluationFiles.write(ModelComparison.of(slices, slices, 0.5, 1), "a.csv", "b.csv", folder);
        String page = Files.readString(Path.of("..", "docs", "evaluation-json.md"));
        ObjectMapper json = new ObjectMapper();
        TreeSet<String> keys = new TreeSet<>();
        for (String file : List.of("evaluation.json", "comparison.json")) {
            collectKeys(json.readTree(folder.resolve(file).toFile()), keys);
        }
        keys.removeIf(key -> page.contains("`" + key + "`") || page.contains("\"" + key + "\""));
        assertEquals(new TreeSet<>(), keys);
    }

    private static void collectKeys(JsonNode node, Set<String> keys) {
        node.fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> collectKeys(child, keys));
    }

    @Test
    void tables_and_figures_are_written_beside_it() throws IOException {
        EvaluationFiles.write(small(), folder);
        List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
        assertEquals("metric,value,low,high,method", metrics.get(0));
        assertTrue(metrics.get(1).startsWith("auc,0.95,"), metrics.get(1));
        assertEquals(
                "P1,3,2,1.0",
                Files.readAllLines(folder.resolve("per_patient.csv")).get(1));
        assertTrue(Files.exists(folder.resolve("subgroups.csv")));
        assertTrue(Files.exists(folder.resolve("figures/roc-per-patient.svg")));
        assertTrue(Files.readString(folder.resolve("tables/subgroups.tex")).contains("\\toprule"));
        assertTrue(Files.exists(folder.resolve("tables/paper-and-sound.csv")));
        assertTrue(Files.exists(folder.resolve("tables/metrics.md")));
        try (var files = Files.list(folder)) {
            assertFalse(files.anyMatch(f -> f.toString().endsWith(".tmp")));
        }
    }

    private static FullEvaluation small() {
        return FullEvaluation.of(Predictions.of(smallSlices()), null, 0.5, 7, 0.05);
    }

    private static List<ScoredSlice> smallSlices() {
        String[] patients = {"P1", "P1", "P1", "P2", "P2", "P3", "P3", "P3", "P4"};
        boolean[] compressed = {true, true, false, true, false, false, true, false, false};
        double[] probability = {.9, .7, .3, .4, .2, .6, .8, .1, .3};
        ArrayList<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < patients.length; i++) {
            Map<String, String> groups = Map.of("sex", patients[i].compareTo("P2") > 0 ? "F" : "M");
            slices.add(new ScoredSlice(patients[i], "s" + i, compressed[i], probability[i], groups));
        }
        return slices;
    }

    /** Equal trees, numbers to 1e-12. */
    private static void assertSame(JsonNode expected, JsonNode actual, String path) {
        if (expected.isNumber() && actual.isNumber()) {
            assertEquals(expected.doubleValue(), actual.doubleValue(), 1e-12, path);
        } else if (expected.isObject()) {
            List<String> names = new ArrayList<>();
            actual.fieldNames().forEachRemaining(names::add);
            List<String> wanted = new ArrayList<>();
            expected.fieldNames().forEachRemaining(wanted::add);
            assertEquals(wanted, names, path);
            wanted.forEach(n -> assertSame(expected.get(n), actual.get(n), path + "/" + n));
        } else if (expected.isArray()) {
            assertEquals(expected.size(), actual.size(), path);
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), actual.get(i), path + "/" + i);
            }
        } else {
            assertEquals(expected, actual, path);
        }
    }
}
