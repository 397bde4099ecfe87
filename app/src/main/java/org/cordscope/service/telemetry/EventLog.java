package org.cordscope.service.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One line for each thing that happens: for people, or as one JSON object (RFC 8259) for whatever gathers logs. */
public final class EventLog {
    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String component;
    private final Format format;
    private final Clock clock;
    private final Consumer<String> lines;

    /**
     * A log.
     *
     * @param component which part of Cordscope speaks
     * @param clock of the place: lines for people have its time, JSON has UTC
     * @param lines takes each line; from any thread
     */
    public EventLog(String component, Format format, Clock clock, Consumer<String> lines) {
        this.component = component;
        this.format = format;
        this.clock = clock;
        this.lines = lines;
    }

    public void info(String message) {
        info(message, Map.of());
    }

    /** @param fields numbers and words of the program's own, never of a patient, a study or a file */
    public void info(String message, Map<String, ?> fields) {
        write("info", message, new TreeMap<>(fields));
    }

    public void warning(String message, Map<String, ?> fields) {
        write("warning", message, new TreeMap<>(fields));
    }

    private void write(String level, String message, Map<String, ?> fields) {
        lines.accept(format == Format.JSON ? json(level, message, fields) : text(message, fields));
    }

    private String json(String level, String message, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", level);
        line.put("component", component);
        line.put("message", message);
        line.putAll(fields);
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a field is neither number nor text: " + fields.keySet(), e);
        }
    }

    private String text(String message, Map<String, ?> fields) {
        String now = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                ZonedDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS));
        StringBuilder line = new StringBuilder(now + " " + message);
        fields.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        return line.toString().replace('\n', ' ');
    }
}
