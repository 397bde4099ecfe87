package org.cordscope.cohort;

import java.util.Arrays;
import java.util.Locale;

/** How a split is drawn. */
public enum SplitScheme {
    /** Patients whole; numbers per site and over all follow the shares by largest remainder. */
    PATIENTS,
    /** As the paper prints it: patients whole, the holdout rounded within each site, validation drawn from all who are left. */
    PAPER,
    /** As the paper's counts show: the holdout by patient, but training and validation by image. Leaks; to show its effect. */
    PAPER_IMAGE_SPLIT;

    /** Name as typed, such as {@code paper-image-split}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException where there is no such scheme */
    public static SplitScheme named(String title) {
        return Arrays.stream(values())
                .filter(s -> s.title().equals(title))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("a scheme is patients, paper or paper-image-split, not " + title));
    }
}
