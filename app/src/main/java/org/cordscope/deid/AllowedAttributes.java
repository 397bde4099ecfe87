package org.cordscope.deid;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The attributes that may stay, and how, read from {@code allowed-attributes.csv}. */
final class AllowedAttributes {
    private static final String LIST = "allowed-attributes.csv";

    private final Map<Integer, Action> actions = new HashMap<>();

    private AllowedAttributes() {}

    static AllowedAttributes shipped() {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        AllowedAttributes list = new AllowedAttributes();
        try (InputStream in = AllowedAttributes.class.getResourceAsStream(LIST);
                CSVParser rows =
                        format.parse(new InputStreamReader(Objects.requireNonNull(in, LIST), StandardCharsets.UTF_8))) {
            for (CSVRecord row : rows) {
                list.add(Integer.parseUnsignedInt(row.get("tag"), 16), Action.named(row.get("action")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }

    /** Null for an attribute that must go; always so for private ones. */
    @Nullable Action of(int tag) {
        return actions.get(tag);
    }

    private void add(int tag, Action action) {
        boolean isPrivate = (tag >>> 16) % 2 == 1;
        if (isPrivate || actions.putIfAbsent(tag, action) != null) {
            throw new IllegalStateException(String.format("%08x cannot be listed, or is listed twice", tag));
        }
    }
}
