package org.cordscope.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.evaluation.simulation.ClusteredPopulation;
import org.cordscope.report.EvaluationFiles;
import org.cordscope.report.FullEvaluation;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time of a whole evaluation of many predictions, from the CSV to the files. */
@Command(
        name = "evaluation",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates simulated predictions, from the CSV to evaluation.json, tables and figures; seconds.",
            "A peer reads the same CSV: scripts/bench_evaluation.py, scripts/bench_evaluation.R."
        })
final class BenchEvaluation implements Callable<Integer> {
    @Option(names = "--patients", defaultValue = "10000", description = "Simulated patients (${DEFAULT-VALUE})")
    private int patients;

    @Option(names = "--slices", defaultValue = "100", description = "Slices of each patient (${DEFAULT-VALUE})")
    private int slices;

    @Option(
            names = "--repetitions",
            defaultValue = "1",
            description = "Repetitions, without a warm-up (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the predictions (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--keep", paramLabel = "FILE", description = "Keep the predictions as this CSV, for a peer")
    private @Nullable Path keep;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustBePositive("--patients", patients);
        Inputs.mustBePositive("--slices", slices);
        Inputs.mustBePositive("--repetitions", repetitions);
        Path folder = Files.createTempDirectory("cordscope-bench");
        try {
            Path csv = keep == null ? folder.resolve("predictions.csv") : keep;
            PredictionsFile.write(predictions(), csv);
            Map<String, Object> result = new LinkedHashMap<>();
            List<Double> runs = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            FullEvaluation last = null;
            for (int i = 0; i < repetitions; i++) {
                long start = System.nanoTime();
                long used = cpuTime();
                last = FullEvaluation.of(PredictionsFile.read(csv, Map.of()), null, 0.5, seed, 0.05);
                EvaluationFiles.write(last, folder.resolve("evaluation"));
                runs.add((System.nanoTime() - start) / 1e9);
                cpu.add((cpuTime() - used) / 1e9);
            }
            result.put("seconds", Json.median(runs));
            result.put("cpu_seconds", Json.median(cpu));
            result.put("patients", patients);
            result.put("predictions", patients * slices);
            result.put("bootstrap_resamples", last == null ? 0 : last.slices().resamples());
            result.put("auc", last == null ? null : last.slices().pooled().auc().value());
            result.put(
                    "average_precision",
                    last == null
                            ? null
                            : last.slices().pooled().averagePrecision().value());
            result.put("peak_memory_mb", peakMb());
            result.put("threads", Runtime.getRuntime().availableProcessors());
            result.put("runs", runs);
            Json.print(result, json);
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    private Predictions predictions() {
        Scores drawn = ClusteredPopulation.defaults().draw(new Random(seed), patients, slices);
        List<ScoredSlice> made = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            String patient = String.format(Locale.ROOT, "P%05d", drawn.patient(i));
            double probability = 1 / (1 + Math.exp(1.5 - 2 * drawn.score(i)));
            made.add(new ScoredSlice(patient, patient + "-" + i % slices, drawn.compressed(i), probability));
        }
        return Predictions.of(made);
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** The most that was resident, on Linux; else the heap as it is. */
    private static long peakMb() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
