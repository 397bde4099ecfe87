package org.cordscope.labelling;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordscope.study.Compression;

/** The forms in which a label is written. */
final class Labels {
    private static final Pattern GRADE = Pattern.compile("(kang)?\\s*(grade|grad)?\\s*[0-3]([.,]0)?");

    private Labels() {}

    /** From 0, 1 or x, or the words; empty for anything else. */
    static Optional<Answer> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return word.equals("x") || word.equals("unreadable")
                ? Optional.of(Answer.unreadable())
                : Compression.of(word).map(Answer::of);
    }

    /** A Kang grade, also as {@code grade 2}, {@code Kang 2} or {@code 2.0}; anything else as it is. */
    static String grade(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        return GRADE.matcher(bare).matches() ? bare.replaceAll("^\\D+|[.,]0$", "") : text.strip();
    }

    static int number(Compression label) {
        return label == Compression.COMPRESSED ? 1 : 0;
    }
}
