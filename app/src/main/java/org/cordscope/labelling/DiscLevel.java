package org.cordscope.labelling;

import java.util.Arrays;
import java.util.Optional;

/** The disc that a slice is nearest to, as a rater says it. */
public enum DiscLevel {
    C2_3,
    C3_4,
    C4_5,
    C5_6,
    C6_7,
    C7_T1;

    /** As people write it: {@code C5/6}. */
    public String words() {
        return name().replace('_', '/');
    }

    /** From the words; empty for anything else. */
    static Optional<DiscLevel> of(String words) {
        return Arrays.stream(values())
                .filter(level -> level.words().equalsIgnoreCase(words.strip()))
                .findFirst();
    }
}
