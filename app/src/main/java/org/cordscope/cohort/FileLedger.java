package org.cordscope.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.deid.PrivateFiles;

/**
 * {@code private/files.csv}: every file that imports have found, with its path, what became of it and why. It stays in the
 * private folder, since paths often hold names.
 */
final class FileLedger {
    private static final String NAME = "files.csv";

    private FileLedger() {}

    static void write(ImportRun run) throws IOException {
        Path file = run.study().privateFolder().resolve(NAME);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader("path", "status", "reason", "scan", "sha256")
                .get();
        PrivateFiles.write(file, channel -> {
            Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
            CSVPrinter rows = new CSVPrinter(out, format);
            run.index().all(entry -> print(rows, entry, run));
            rows.flush();
        });
    }

    private static void print(CSVPrinter rows, SourceIndex.Entry entry, ImportRun run) {
        String scan = entry.seriesUid().isEmpty() ? "" : run.pseudonyms().scan(entry.seriesUid());
        try {
            rows.printRecord(entry.source().display(), entry.status(), entry.reason(), scan, entry.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
