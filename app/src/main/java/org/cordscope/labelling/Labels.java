package org.cordscope.labelling;

import java.util.Locale;
import java.util.Optional;
import org.cordscope.study.Compression;

/** The forms in which a label is written. */
final class Labels {
    private Labels() {}

    /** From 0, 1 or x, or the words; empty for anything else. */
    static Optional<Answer> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "0", "not_compressed", "no" -> Optional.of(Answer.of(Compression.NOT_COMPRESSED));
            case "1", "compressed", "yes" -> Optional.of(Answer.of(Compression.COMPRESSED));
            case "x", "unreadable" -> Optional.of(Answer.unreadable());
            default -> Optional.empty();
        };
    }

    static int number(Compression label) {
        return label == Compression.COMPRESSED ? 1 : 0;
    }
}
