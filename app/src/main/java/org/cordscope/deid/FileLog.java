package org.cordscope.deid;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * {@code private/files.csv}: what became of each original file. Grows by whole lines, of which the last for a path counts; a line
 * that a crash cut off is dropped. {@link #writeRejections} tells the same without paths.
 */
final class FileLog {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final String HEADER = "file,path,output,reason\n";

    /**
     * One original file.
     *
     * @param file keyed hash of the path, which may be told
     * @param output path below the output folder; empty where there is none
     * @param reason why there is none; empty where there is one
     */
    record Entry(String file, String output, String reason) {}

    private final Path file;
    private final Map<String, Entry> byPath = new TreeMap<>();

    private FileLog(Path file) {
        this.file = file;
    }

    static FileLog open(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, HEADER);
        }
        FileLog log = new FileLog(file);
        log.read();
        return log;
    }

    private void read() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
            }
        }
        try (CSVParser rows = FORMAT.parse(new StringReader(whole))) {
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() > 1 && row.size() == 4) {
                    byPath.put(row.get(1), new Entry(row.get(0), row.get(2), row.get(3)));
                }
            }
        }
    }

    synchronized @Nullable Entry of(String path) {
        return byPath.get(path);
    }

    /** Outputs by the path of the file that each was made of. */
    synchronized Map<String, String> pathByOutput() {
        Map<String, String> paths = new HashMap<>();
        byPath.forEach((path, entry) -> {
            if (!entry.output().isEmpty()) {
                paths.put(entry.output(), path);
            }
        });
        return paths;
    }

    synchronized void put(String path, Entry entry) throws IOException {
        if (entry.equals(byPath.put(path, entry))) {
            return;
        }
        String line = FORMAT.format(entry.file(), path, entry.output(), entry.reason()) + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Files without an output as {@code file,reason}, in the order of their hashes. */
    synchronized void writeRejections(Path target) throws IOException {
        List<String> lines = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Entry entry : byPath.values()) {
            if (entry.output().isEmpty() && told.add(entry.file())) {
                lines.add(FORMAT.format(entry.file(), entry.reason()));
            }
        }
        lines.sort(String::compareTo);
        StringBuilder text = new StringBuilder("file,reason\n");
        lines.forEach(line -> text.append(line).append('\n'));
        WholeFile.write(target, text.toString());
    }
}
