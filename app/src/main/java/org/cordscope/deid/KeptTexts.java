package org.cordscope.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The rule of each text that may stay, {@code kept-texts.csv}. */
final class KeptTexts {
    private static final String LIST = "kept-texts.csv";

    private KeptTexts() {}

    static Map<Integer, TextRule> shipped() {
        try (InputStream in = KeptTexts.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, LIST), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .collect(Collectors.toUnmodifiableMap(
                            row -> Integer.parseUnsignedInt(row[0], 16),
                            row -> TextRule.valueOf(row[2].toUpperCase(Locale.ROOT))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
