package org.cordscope.deid;

/**
 * A text that tells whom a file shows.
 *
 * @param kind what it is
 * @param text the text itself: never to be logged; dates as eight digits
 */
record Identifier(IdentifierKind kind, String text) {
    private static final int SHORTEST = 4;
    private static final int SHORTEST_NUMBER = 6;
    private static final int SHORTEST_EAST_ASIAN = 2;

    /** From here on Unicode has ideographs, kana and hangul. */
    private static final int FIRST_EAST_ASIAN = 0x2e80;

    Identifier {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an identifier has a text");
        }
    }

    boolean isNumber() {
        return Grammar.isDigits(text);
    }

    /** False for one so short that it is in many files by chance, which is looked for only as a whole value. */
    boolean isLongEnough() {
        return text.length() >= (isNumber() ? SHORTEST_NUMBER : isEastAsian(text) ? SHORTEST_EAST_ASIAN : SHORTEST);
    }

    /** True for ideographs, kana and hangul alone. */
    static boolean isEastAsian(String text) {
        return text.chars().allMatch(c -> c >= FIRST_EAST_ASIAN);
    }
}
