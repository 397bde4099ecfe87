package org.cordscope.cohort;

import java.util.Map;

/**
 * The reason by which reports count an unusable file: without the numbers that are the file's own, or each of a thousand damaged
 * files would be a line of its own. The full reason stands in {@code private/files.csv}.
 */
final class CountedReason {
    private static final Map<String, String> BY_START =
            Map.of("cut short", "cut short", "pixel data hold ", "pixel data do not fit the image");

    private CountedReason() {}

    static String of(String reason) {
        return BY_START.entrySet().stream()
                .filter(e -> reason.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(reason);
    }
}
