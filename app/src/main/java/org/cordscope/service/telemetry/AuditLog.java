package org.cordscope.service.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cordscope.deid.PrivateFiles;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;

/**
 * Who did what, one JSON object a line, appended and forced to the disk before the deed is answered. Each line holds the SHA-256
 * of the one before it, so that a line that was changed or taken out is found; what was cut off at the end is found by a copy of
 * the last hash kept elsewhere.
 */
public final class AuditLog implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FIRST = "0".repeat(64);
    private static final int LONGEST_LINE = 16 * 1024;

    private final FileChannel channel;
    private final Clock clock;
    private String last;

    private AuditLog(FileChannel channel, Clock clock, String last) {
        this.channel = channel;
        this.clock = clock;
        this.last = last;
    }

    /** Opens a log to go on with, or begins one that only its owner may read. Half a line of a killed process is taken away. */
    public static AuditLog open(Path file, Clock clock) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, "");
        }
        String last = FIRST;
        try (RandomAccessFile tail = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] end = new byte[(int) Math.min(tail.length(), 2L * LONGEST_LINE)];
            tail.seek(tail.length() - end.length);
            tail.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            int newline = text.lastIndexOf('\n');
            int torn = text.substring(newline + 1).getBytes(StandardCharsets.UTF_8).length;
            tail.setLength(tail.length() - torn);
            if (newline > 0) {
                last = Sha256.ofText(text.substring(text.lastIndexOf('\n', newline - 1) + 1, newline));
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new AuditLog(channel, clock, last);
    }

    /**
     * Appends a line.
     *
     * @param who by which right, and from where
     * @param fields numbers and words of the program's own; jobs by their ids
     */
    public synchronized void write(String action, String who, Map<String, ?> fields) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now(clock).toString());
        line.put("action", action);
        line.put("who", who);
        line.putAll(new TreeMap<>(fields));
        line.put("previous", last);
        String text = MAPPER.writeValueAsString(line);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        last = Sha256.ofText(text);
    }

    /**
     * What a log that is whole says of itself.
     *
     * @param lastSha256 hash of its last line; zeros for none
     */
    public record Verified(long lines, String lastSha256) {}

    /**
     * Recomputes the chain.
     *
     * @throws UserFacingException where a line does not follow from the one before it
     */
    public static Verified verify(Path file) throws IOException {
        String expected = FIRST;
        long number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                JsonNode previous = MAPPER.readTree(line).path("previous");
                if (!previous.asText().equals(expected)) {
                    throw broken(file, number);
                }
                expected = Sha256.ofText(line);
            }
        } catch (JsonProcessingException e) {
            throw broken(file, number);
        }
        return new Verified(number, expected);
    }

    private static UserFacingException broken(Path file, long line) {
        return new UserFacingException(
                "The audit log " + file + " was changed: line " + line + " does not follow from the one before it",
                "Compare it with a backup.");
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
