package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationFilesTest {
    private static final String HEADING = "patient_id,slice_id,label,probability";

    @TempDir
    private Path folder;

    @Test
    void further_columns_are_subgroups_and_blanks_are_unknown() throws IOException {
        List<ScoredSlice> slices = read("sex,probability,label,slice_id,patient_id\nF,0.25,0,s1,p1\n,1e-3,1,s2,p1\n");
        assertEquals(
                List.of(
                        new ScoredSlice("p1", "s1", false, 0.25, Map.of("sex", "F")),
                        new ScoredSlice("p1", "s2", true, 0.001)),
                slices);
    }

    @Test
    void byte_order_marks_semicolons_and_quotes_are_understood() throws IOException {
        List<ScoredSlice> slices = read("\ufeffpatient_id;slice_id;label;probability\r\n\"a;b\";s1;1;0.5\r\n");
        assertEquals(List.of(new ScoredSlice("a;b", "s1", true, 0.5)), slices);
    }

    @Test
    void every_bad_row_is_named_with_its_line_and_reason() {
        String problem = refused(HEADING + """

                p1,s1,1,0.5
                p1,s2,2,0.5
                p1,s3,1,1.5
                ,s4,1,0.5
                p1,s1,0,0.5
                p1,,0,0.5
                p1,s5,1
                p1,"s6
                x",yes,NaN
                p1,s7,0,0,5
                """);
        assertEquals("""
                predictions.csv has 9 problems:
                  line 3: label is not 0 or 1
                  line 4: probability is not a number from 0 to 1
                  line 5: patient_id is empty
                  line 6: slice_id repeats that of line 2
                  line 7: slice_id is empty
                  line 8: has 3 values for 4 columns
                  line 9: label is not 0 or 1
                  line 9: probability is not a number from 0 to 1
                  line 11: has 5 values for 4 columns""", problem);
    }

    @Test
    void missing_columns_rows_and_files_are_said_so() {
        assertTrue(refused("patient_id,label\np,1\n").contains("lacks the columns slice_id, probability"));
        assertTrue(refused(HEADING + "\n").contains("no rows"));
        assertTrue(refused("").contains("lacks the columns"));
        assertTrue(refused(HEADING + ",sex,sex\n").contains("two of the same name"));
        assertTrue(refused(HEADING + "\np1,\"s1,1,0.5\n").contains("quoted value"));
        assertThrows(
                UserFacingException.class, () -> EvaluationFiles.readPredictions(folder.resolve("does-not-exist.csv")));
    }

    @Test
    void text_that_is_not_utf_8_is_refused() throws IOException {
        Path csv = folder.resolve("latin.csv");
        Files.write(csv, (HEADING + "\nM\u00fcller,s1,1,0.5\n").getBytes(StandardCharsets.ISO_8859_1));
        UserFacingException e = assertThrows(UserFacingException.class, () -> EvaluationFiles.readPredictions(csv));
        assertTrue(String.valueOf(e.getMessage()).contains("UTF-8"));
    }

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
        try (var files = Files.list(folder)) {
            assertFalse(files.anyMatch(f -> f.toString().endsWith(".tmp")));
        }
    }

    private static Evaluation small() {
        String[] patients = {"P1", "P1", "P1", "P2", "P2", "P3", "P3", "P3", "P4"};
        boolean[] compressed = {true, true, false, true, false, false, true, false, false};
        double[] probability = {.9, .7, .3, .4, .2, .6, .8, .1, .3};
        ArrayList<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < patients.length; i++) {
            Map<String, String> groups = Map.of("sex", patients[i].compareTo("P2") > 0 ? "F" : "M");
            slices.add(new ScoredSlice(patients[i], "s" + i, compressed[i], probability[i], groups));
        }
        return Evaluation.of(slices, 0.5, 7);
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

    private List<ScoredSlice> read(String text) throws IOException {
        Path csv = folder.resolve("predictions.csv");
        Files.writeString(csv, text);
        return EvaluationFiles.readPredictions(csv);
    }

    private String refused(String text) {
        return String.valueOf(
                assertThrows(UserFacingException.class, () -> read(text)).getMessage());
    }
}
