package org.cordscope.cohort.series;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes one candidate better than another of its study. The name in lower case is its name in YAML. */
enum SeriesPreference {
    NAMES_THE_NECK("another series names the neck"),
    COMPLETE_ATTRIBUTES("another series states how it was acquired"),
    MORE_SLICES("fewer slices"),
    FINER_PIXELS("coarser pixels");

    private final String whyNot;

    SeriesPreference(String whyNot) {
        this.whyNot = whyNot;
    }

    /** Negative where {@code a} is better by this criterion alone. */
    private int compare(SeriesVerdict a, SeriesVerdict b) {
        return switch (this) {
            case NAMES_THE_NECK -> Integer.compare(b.neckScore(), a.neckScore());
            case COMPLETE_ATTRIBUTES -> Boolean.compare(b.isStated(), a.isStated());
            case MORE_SLICES -> Integer.compare(b.slices().size(), a.slices().size());
            case FINER_PIXELS -> Double.compare(a.spacingMm(), b.spacingMm());
        };
    }

    static SeriesPreference named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("there is no criterion named " + name, e);
        }
    }

    /** Best first; of equal ones the first by UID. */
    static Comparator<SeriesVerdict> order(List<SeriesPreference> preferences) {
        return (a, b) -> {
            for (SeriesPreference preference : preferences) {
                int order = preference.compare(a, b);
                if (order != 0) {
                    return order;
                }
            }
            return a.first().seriesUid().compareTo(b.first().seriesUid());
        };
    }

    /** Why {@code other} came second to {@code best}; empty where nothing tells them apart. */
    static Optional<String> whyNot(SeriesVerdict other, SeriesVerdict best, List<SeriesPreference> preferences) {
        return preferences.stream()
                .filter(p -> p.compare(other, best) > 0)
                .findFirst()
                .map(p -> p.whyNot);
    }
}
