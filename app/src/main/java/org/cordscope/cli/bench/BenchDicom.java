package org.cordscope.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files per second of header parsing over a folder. */
@Command(
        name = "dicom",
        mixinStandardHelpOptions = true,
        description = "Header parsing of a folder of DICOM, files per second.")
final class BenchDicom implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "Folder, file or ZIP to parse")
    private Path path = Path.of(".");

    @Option(names = "--repetitions", defaultValue = "5", description = "Repetitions after a warm-up (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--threads", defaultValue = "1", description = "Threads that read headers (${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustExist(path, "Check the path.");
        Inputs.mustBePositive("--repetitions", repetitions);
        Inputs.mustBePositive("--threads", threads);
        AtomicLong readable = new AtomicLong();
        AtomicLong rejected = new AtomicLong();
        DicomScan.Sink counting = new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                readable.incrementAndGet();
            }

            @Override
            public void rejected(Rejected file) {
                rejected.incrementAndGet();
            }
        };
        List<Double> runs = new ArrayList<>();
        for (int repetition = -1; repetition < repetitions; repetition++) {
            readable.set(0);
            rejected.set(0);
            long start = System.nanoTime();
            DicomScan.scan(List.of(path), threads, Progress.NONE, counting);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (repetition >= 0) {
                runs.add((readable.get() + rejected.get()) / seconds);
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files_per_second", Json.median(runs));
        result.put("files", readable.get());
        result.put("rejected", rejected.get());
        result.put("threads", threads);
        result.put("runs", runs);
        Json.print(result, json);
        return 0;
    }
}
