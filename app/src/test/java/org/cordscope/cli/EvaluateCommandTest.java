package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void other_tools_predictions_are_evaluated_and_compared() throws IOException {
        Path first = predictions("first.csv", "P", 3);
        Path second = predictions("second.csv", "P", 4);
        Path validation = predictions("validation.csv", "V", 5);
        Path out = folder.resolve("out");
        Console console = Console.run(
                "evaluate", "--predictions", first, "--compare", second, "--validation", validation, "--out", out);
        assertEquals(0, console.exit(), console.err());
        assertTrue(console.out().contains("auc less the other"), console.out());
        JsonNode evaluation = json(out.resolve("evaluation.json"));
        assertEquals(4, evaluation.path("operating_points").size());
        assertEquals(12, evaluation.path("scans").path("scans").asInt());
        assertEquals(4, evaluation.at("/scans/operating_points").size());
        assertTrue(Files.exists(out.resolve("tables/scan-operating-points.csv")));
        assertTrue(json(out.resolve("comparison.json"))
                .at("/sensitivity/p_mcnemar")
                .isNumber());
        assertTrue(Files.exists(out.resolve("tables/comparison.tex")));
    }

    @Test
    void predictions_are_compared_with_what_predict_has_coded_each_at_its_own_threshold() throws IOException {
        Path first = predictions("first.csv", "P", 3);
        Path coded = Files.createDirectories(folder.resolve("coded"));
        StringBuilder slices =
                new StringBuilder("sop_instance_uid,frame,probability,compressed,judged\n9.9,1,0.5,1,1\n");
        for (String line : Files.readAllLines(first).subList(1, 121)) {
            String[] cells = line.split(",", -1);
            slices.append(cells[1] + ",1," + Double.parseDouble(cells[3]) / 2 + ",0,1\n");
        }
        Files.writeString(coded.resolve("slices.csv"), slices);
        Files.writeString(coded.resolve("run.json"), "{\"configuration\": {\"threshold\": \"0.25\"}}");
        Path out = folder.resolve("out");
        Console console = Console.run("evaluate", "--predictions", first, "--compare", coded, "--out", out);
        assertEquals(0, console.exit(), console.err());
        assertTrue(console.err().contains("slices.csv has 1 further slice, which is not compared"), console.err());
        JsonNode comparison = json(out.resolve("comparison.json"));
        assertEquals(0.25, comparison.path("second_threshold").asDouble());
        assertEquals(0, comparison.at("/sensitivity/difference/value").asDouble());
        assertTrue(Files.readString(out.resolve("tables/comparison.md"))
                .contains("Second: coded/slices.csv, threshold 0.250"));
        Console other = Console.run(
                "evaluate", "--predictions", first, "--compare", coded, "--compare-threshold", 0.1, "--out", out);
        assertEquals(0, other.exit(), other.err());
        assertEquals(
                0.1,
                json(out.resolve("comparison.json")).path("second_threshold").asDouble());
    }

    @Test
    void columns_of_other_names_are_mapped() throws IOException {
        Path csv = folder.resolve("theirs.csv");
        Files.writeString(csv, "subject;image;truth;score\na;1;1;0,9\na;2;0;0,2\nb;3;1;0,7\nb;4;0;0,8\n");
        Console console = Console.run(
                "evaluate",
                "--predictions",
                csv,
                "--out",
                folder.resolve("out"),
                "--column",
                "patient_id=subject",
                "--column",
                "slice_id=image",
                "--column",
                "label=truth",
                "--column",
                "probability=score");
        assertEquals(0, console.exit(), console.err());
        assertTrue(console.out().contains("0.750"), console.out());
    }

    @Test
    void one_class_is_said_so() throws IOException {
        Path csv = folder.resolve("one.csv");
        Files.writeString(csv, "patient_id,slice_id,label,probability\na,1,1,0.9\nb,2,1,0.3\n");
        Console console = Console.run("evaluate", "--predictions", csv, "--out", folder.resolve("out"));
        assertEquals(0, console.exit(), console.err());
        assertTrue(console.out().contains("undefined: only one class is present"), console.out());
    }

    @Test
    void thresholds_are_not_chosen_on_the_patients_that_judge_them() throws IOException {
        Path csv = predictions("first.csv", "P", 3);
        Console console =
                Console.run("evaluate", "--predictions", csv, "--validation", csv, "--out", folder.resolve("out"));
        assertEquals(1, console.exit());
        assertTrue(console.problem().startsWith("12 patients are in the validation predictions"), console.err());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void printed_numbers_are_checked() throws IOException {
        Console options = Console.run(
                "evaluate", "check", "--prevalence", 0.2, "--sensitivity", 0.88, "--specificity", 0.89, "--f1", 0.82);
        assertEquals(0, options.exit(), options.err());
        assertTrue(options.out().startsWith("impossible  Metrics: f1 0.82"), options.out());
        Path yaml = folder.resolve("paper.yaml");
        Files.writeString(
                yaml, Console.run("evaluate", "check", "--show-example").out());
        assertTrue(Console.run("evaluate", "check", yaml).out().contains("holds       All scanners of Table 1"));
        assertEquals(1, Console.run("evaluate", "check").exit());
    }

    @Test
    void sample_sizes_grow_with_the_likeness_of_slices() throws IOException {
        JsonNode alike = new ObjectMapper()
                .readTree(Console.run("sample-size", "--auc", 0.94, "--icc", 0.5, "--json")
                        .out());
        JsonNode unlike = new ObjectMapper()
                .readTree(Console.run("sample-size", "--auc", 0.94, "--icc", 0, "--json")
                        .out());
        assertTrue(alike.at("/sample_sizes/0/patients").asInt()
                > unlike.at("/sample_sizes/0/patients").asInt());
        assertEquals(1, Console.run("sample-size").exit());
    }

    @Test
    void raters_of_a_file_are_compared() throws IOException {
        Path csv = folder.resolve("ratings.csv");
        Files.writeString(csv, """
            patient_id,slice_id,rater,label
            p1,s1,a,1
            p1,s1,b,1
            p1,s2,a,0
            p1,s2,b,1
            p2,s3,a,0
            p2,s3,b,0
            p2,s3,b,1
            """);
        Console console = Console.run("labels", "agreement", csv, "--json");
        assertEquals(0, console.exit(), console.err());
        JsonNode result = new ObjectMapper().readTree(console.out());
        assertEquals(2, result.at("/all_raters/raters").size());
        assertEquals("b", result.at("/same_rater_twice/0/raters/0").asText());
    }

    @Test
    void coverage_is_simulated_for_slices_that_are_alike_and_for_independent_ones() throws IOException {
        Path figure = folder.resolve("coverage.svg");
        Console console = Console.run(
                "evaluate", "coverage", "--cohorts", "25", "--resamples", "25", "--figure", figure, "--json");
        assertEquals(0, console.exit(), console.err());
        JsonNode rows = new ObjectMapper().readTree(console.out()).path("populations");
        assertEquals(14, rows.size());
        assertEquals("jackknife by patient, logit scale", rows.at("/0/method").asText());
        assertTrue(rows.at("/0/coverage/value").asDouble()
                > rows.at("/2/coverage/value").asDouble());
        assertTrue(Files.readString(figure).contains("Share of 95 % intervals"));
        Console one = Console.run("evaluate", "coverage", "--patients", "1");
        assertEquals(2, one.exit());
        assertTrue(one.err().contains("--patients must be at least 2, not 1"), one.err());
    }

    @Test
    void a_bench_evaluates_predictions_of_its_own() throws IOException {
        Path kept = folder.resolve("kept.csv");
        Console console =
                Console.run("bench", "evaluation", "--patients", "30", "--slices", "10", "--keep", kept, "--json");
        assertEquals(0, console.exit(), console.err());
        JsonNode result = new ObjectMapper().readTree(console.out());
        assertEquals(300, result.path("predictions").asInt());
        assertTrue(result.path("cpu_seconds").asDouble() > 0);
        assertEquals(301, Files.readAllLines(kept).size());
    }

    private Path predictions(String name, String patient, long seed) throws IOException {
        SplittableRandom noise = new SplittableRandom(seed);
        SplittableRandom truth = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("patient_id,slice_id,label,probability,scan_id,slice_index\n");
        for (int p = 0; p < 12; p++) {
            for (int s = 0; s < 10; s++) {
                int label = truth.nextInt(4) == 0 && p % 4 != 3 ? 1 : 0;
                double probability = Math.min(1, noise.nextDouble() * 0.7 + 0.3 * label);
                text.append(patient + p + "," + patient + p + "-" + s + "," + label + "," + probability + ",scan" + p
                        + "," + s + "\n");
            }
        }
        Path csv = folder.resolve(name);
        Files.writeString(csv, text);
        return csv;
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
