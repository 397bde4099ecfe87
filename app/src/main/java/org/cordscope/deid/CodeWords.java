package org.cordscope.deid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a code string (CS) may keep: defined terms of PS3.3 and the words that makers put into Image Type, Scan Options
 * and the like, from {@code code-words.txt}. Any other becomes {@value #OTHER}.
 */
final class CodeWords {
    static final String OTHER = "OTHER";

    private static final String LIST = "code-words.txt";
    private static final Set<String> WORDS = load();
    private static final Pattern DIRECTION = Pattern.compile("[APLRHF]{1,3}");

    private CodeWords() {}

    static boolean contains(String word) {
        return WORDS.contains(word) || DIRECTION.matcher(word).matches();
    }

    /** The word in upper case where it is known, empty where it is, else {@value #OTHER}. */
    static String known(String value) {
        String word = value.strip().toUpperCase(Locale.ROOT);
        return word.isEmpty() || contains(word) ? word : OTHER;
    }

    private static Set<String> load() {
        try (InputStream in = CodeWords.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, LIST), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(",", -1)))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
