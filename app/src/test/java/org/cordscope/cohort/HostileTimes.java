package org.cordscope.cohort;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.FileState;
import org.cordscope.dicom.HostileFiles;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.cordscope.study.WholeFile;

/**
 * Prints how much time of one processor an import takes over each hostile file, from the moment when the one before it was settled:
 * no test, since times depend on the machine. Twice, refused only and refused with the SHA-256 that an import notes; the least of
 * some rounds counts.
 */
final class HostileTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, String> outcomes = new TreeMap<>();
    private final Map<String, Double> refusedMs = new TreeMap<>();
    private final Map<String, Double> hashedMs = new TreeMap<>();

    private HostileTimes() {}

    /** @param arguments a folder to work in, which is emptied at the end, and the number of rounds */
    public static void main(String[] arguments) throws IOException {
        Path work = Files.createDirectories(Path.of(arguments[0]));
        Path inputs = Files.createDirectories(work.resolve("in"));
        HostileFiles files = HostileFiles.in(inputs);
        files.claims();
        files.sparse();
        files.zeros();
        files.sequences();
        files.millions();
        files.bombs();
        files.hidden();
        files.names();
        files.million();
        files.overlap();
        files.nestedArchives();
        Files.createSymbolicLink(inputs.resolve("self"), inputs.resolve("self"));
        Files.createSymbolicLink(inputs.resolve("zero"), Path.of("/dev/zero"));
        HostileTimes times = new HostileTimes();
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            times.scan(inputs);
            times.scan(inputs, Files.createDirectories(work.resolve("private" + round)));
        }
        times.print(inputs);
        WholeFile.deleteFolder(work);
    }

    private void scan(Path inputs) throws IOException {
        DicomScan.scan(List.of(inputs), Progress.NONE, new Stopwatch(refusedMs));
    }

    /** As an import of a new study does. */
    private void scan(Path inputs, Path privateFolder) throws IOException {
        try (SourceIndex index = SourceIndex.open(privateFolder)) {
            IndexingSink sink = new IndexingSink(index, new HeldHeaders());
            DicomScan.scan(List.of(inputs), Progress.NONE, new Stopwatch(hashedMs) {
                @Override
                public boolean wantsHash(Path file, FileState state) {
                    return sink.wantsHash(file, state);
                }

                @Override
                public void readable(InstanceHeader header, FileState state) {
                    sink.readable(header, state);
                    super.readable(header, state);
                }

                @Override
                public void rejected(SourceFile source, String reason, FileState state) {
                    sink.rejected(source, reason, state);
                    super.rejected(source, reason, state);
                }
            });
        }
    }

    private class Stopwatch implements DicomScan.Sink {
        private final Map<String, Double> ms;
        private long last = THREADS.getCurrentThreadCpuTime();

        Stopwatch(Map<String, Double> ms) {
            this.ms = ms;
        }

        @Override
        public void readable(InstanceHeader header) {
            note(header.source().display(), "read");
        }

        @Override
        public void rejected(Rejected rejected) {
            note(rejected.path(), rejected.reason());
        }

        private void note(String path, String outcome) {
            long now = THREADS.getCurrentThreadCpuTime();
            outcomes.put(path, outcome);
            ms.merge(path, (now - last) / 1e6, Math::min);
            last = THREADS.getCurrentThreadCpuTime();
        }
    }

    private void print(Path inputs) throws IOException {
        System.out.println("| file | outcome | ms to refuse or read it | with its SHA-256 |");
        System.out.println("|---|---|---|---|");
        for (Map.Entry<String, String> file : outcomes.entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %s | %.1f | %.1f |%n",
                    file.getKey().replace(inputs + "/", ""),
                    file.getValue(),
                    refusedMs.getOrDefault(file.getKey(), 0.0),
                    hashedMs.getOrDefault(file.getKey(), 0.0));
        }
    }
}
