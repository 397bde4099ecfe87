package org.cordscope.labelling;

import java.util.Locale;
import java.util.Optional;
import org.cordscope.study.Compression;

/** The forms in which a label is written. */
final class Labels {
    private Labels() {}

    /** From 0 or 1, or the words; empty for anything else. */
    static Optional<Compression> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "0", "not_compressed", "no" -> Optional.of(Compression.NOT_COMPRESSED);
            case "1", "compressed", "yes" -> Optional.of(Compression.COMPRESSED);
            default -> Optional.empty();
        };
    }

    static Compression of(int number) {
        return number == 1 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED;
    }

    static int number(Compression label) {
        return label == Compression.COMPRESSED ? 1 : 0;
    }
}
