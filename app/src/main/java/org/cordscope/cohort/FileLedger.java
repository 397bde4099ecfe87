package org.cordscope.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.cordscope.deid.PrivateFiles;

/**
 * {@code private/files.csv}: every file that imports have found, with its path, what became of it and why. It stays in the
 * private folder, since paths often hold names.
 */
final class FileLedger {
    private static final String NAME = "files.csv";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private FileLedger() {}

    static void write(ImportRun run) throws IOException {
        Path file = run.study().privateFolder().resolve(NAME);
        PrivateFiles.write(file, channel -> {
            Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
            FORMAT.printRecord(out, "path", "status", "reason", "scan", "sha256");
            run.index().all(entry -> print(out, entry, run));
            out.flush();
        });
    }

    private static void print(Writer out, SourceIndex.Entry entry, ImportRun run) {
        String scan = entry.seriesUid().isEmpty() ? "" : run.pseudonyms().scan(entry.seriesUid());
        try {
            FORMAT.print(entry.source().display(), out, true);
            FORMAT.print(entry.status(), out, false);
            FORMAT.print(entry.reason(), out, false);
            FORMAT.print(scan, out, false);
            FORMAT.print(entry.sha256(), out, false);
            FORMAT.println(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
