package org.cordscope.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.provenance.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * {@code .coding.jsonl} in the folder of results: a line of JSON for each scan as soon as it is coded. A run that was stopped
 * reads it, and does not code again what is there for the same files and the same coder. It is deleted when the tables are
 * written.
 */
public final class CodingJournal implements CodedScans, AutoCloseable {
    private static final String NAME = ".coding.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Supplier<String> coder;
    private @Nullable Map<String, Done> known;
    private @Nullable FileChannel channel;

    /** One line. */
    private record Line(String key, Done done) {}

    /** @param coder names model, software and settings; asked for when the first scan is to be coded */
    public CodingJournal(Path folder, Supplier<String> coder) {
        this.file = folder.resolve(NAME);
        this.coder = coder;
    }

    @Override
    public Optional<Done> find(ScanDecision scan) throws IOException {
        if (known == null) {
            known = read();
        }
        return Optional.ofNullable(known.get(key(scan)));
    }

    /** Lines that cannot be read are of a run that was killed while it wrote. */
    private Map<String, Done> read() throws IOException {
        Map<String, Done> found = new HashMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                Line read = JSON.readValue(line, Line.class);
                found.put(read.key(), read.done());
            } catch (JacksonException unfinished) {
                // of a run that was killed while it wrote
            }
        }
        return found;
    }

    @Override
    public void keep(ScanDecision scan, Done done) throws IOException {
        FileChannel to = channel;
        if (to == null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            channel = to;
        }
        // begins on a line of its own whatever was left unfinished
        String line = "\n" + JSON.writeValueAsString(new Line(key(scan), done)) + "\n";
        ByteBuffer left = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (left.hasRemaining()) {
            to.write(left);
        }
        to.force(false);
    }

    /** Of the coder and the slices, with size and time of their files. */
    private String key(ScanDecision scan) throws IOException {
        StringBuilder text = new StringBuilder(coder.get()).append('\n').append(scan.seriesUid());
        Path last = null;
        for (SliceRef slice : scan.slices()) {
            Path path = slice.header().source().file();
            text.append('\n')
                    .append(slice.key().sopInstanceUid())
                    .append('#')
                    .append(slice.key().frame())
                    .append(' ')
                    .append(slice.header().source().display());
            if (!path.equals(last)) {
                text.append(' ')
                        .append(Files.size(path))
                        .append(' ')
                        .append(Files.getLastModifiedTime(path).toMillis());
                last = path;
            }
        }
        return Sha256.ofText(text.toString());
    }

    /** The work is done: nothing needs to go on from here. */
    public void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
