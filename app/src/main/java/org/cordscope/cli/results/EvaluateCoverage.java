package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.evaluation.simulation.ClusteredPopulation;
import org.cordscope.evaluation.simulation.Coverage;
import org.cordscope.report.figure.CoverageFigure;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulated cohorts, to see whether intervals hold the truth as often as they say. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description = {
            "Draws cohorts from a population that is known exactly, with slices of a patient alike and with"
                    + " independent",
            "slices, and counts how often 95 %% intervals hold the truth."
        })
final class EvaluateCoverage implements Callable<Integer> {
    @Option(names = "--cohorts", defaultValue = "1000", description = "Cohorts to draw (${DEFAULT-VALUE})")
    private int cohorts;

    @Option(names = "--patients", defaultValue = "60", description = "Patients of each cohort (${DEFAULT-VALUE})")
    private int patients;

    @Option(names = "--slices", defaultValue = "20", description = "Slices of each patient (${DEFAULT-VALUE})")
    private int slices;

    @Option(names = "--resamples", defaultValue = "500", description = "Of each bootstrap (${DEFAULT-VALUE})")
    private int resamples;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the simulation (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--figure", paramLabel = "FILE", description = "Also draw the table as this SVG file")
    private @Nullable Path figure;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustBePositive("--cohorts", cohorts);
        Inputs.mustBePositive("--slices", slices);
        mustBeTwo("--patients", patients);
        mustBeTwo("--resamples", resamples);
        Coverage coverage = new Coverage(cohorts, patients, slices, resamples);
        ClusteredPopulation alike = ClusteredPopulation.defaults();
        Map<String, List<Coverage.Row>> populations = new LinkedHashMap<>();
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            for (ClusteredPopulation population : List.of(alike, alike.unclustered())) {
                populations.put(
                        "intraclass correlation " + Numbers.fixed(population.correlation(), 2),
                        coverage.of(population, seed, progress));
            }
        }
        if (figure != null) {
            Figure drawn = CoverageFigure.of(populations, coverage);
            WholeFile.write(figure, drawn.standalone());
        }
        if (json) {
            Json.print(Map.of("populations", rows(populations)), true);
        } else {
            print(populations);
        }
        return 0;
    }

    private static void mustBeTwo(String option, int value) {
        if (value < 2) {
            throw new IllegalArgumentException(option + " must be at least 2, not " + value);
        }
    }

    private static List<Map<String, Object>> rows(Map<String, List<Coverage.Row>> populations) {
        List<Map<String, Object>> rows = new ArrayList<>();
        populations.forEach((population, of) -> of.forEach(row -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("population", population);
            one.put("quantity", row.quantity());
            one.put("method", row.method());
            one.put("clustered", row.clustered());
            one.put("truth", row.truth());
            one.put("cohorts", row.cohorts());
            one.put("coverage", row.share());
            one.put("mean_width", row.width());
            rows.add(one);
        }));
        return rows;
    }

    private void print(Map<String, List<Coverage.Row>> populations) {
        System.out.printf("%d cohorts of %d patients with %d slices each%n", cohorts, patients, slices);
        populations.forEach((population, rows) -> {
            System.out.printf("%n%s%n", population);
            rows.forEach(row -> System.out.printf(
                    "  %-18s %-32s covers %s, mean width %s%n",
                    row.quantity(), row.method(), Numbers.estimate(row.share()), Numbers.fixed(row.width(), 3)));
        });
    }
}
