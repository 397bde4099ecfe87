package org.cordscope.cohort.series;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes one candidate better than another of its study. The name in lower case is its name in YAML. */
enum SeriesPreference {
    NAMES_THE_NECK("another series names the neck", Comparator.comparing(v -> !v.namesTheNeck())),
    COMPLETE_ATTRIBUTES("another series states how it was acquired", Comparator.comparing(v -> !v.isStated())),
    MORE_SLICES("fewer slices", Comparator.comparing(v -> -v.slices().size())),
    FINER_PIXELS("coarser pixels", Comparator.comparingDouble(SeriesVerdict::spacingMm));

    private final String whyNot;

    @SuppressWarnings("ImmutableEnumChecker") // a comparison without state of its own
    private final Comparator<SeriesVerdict> order;

    SeriesPreference(String whyNot, Comparator<SeriesVerdict> order) {
        this.whyNot = whyNot;
        this.order = order;
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
                int order = preference.order.compare(a, b);
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
                .filter(p -> p.order.compare(other, best) > 0)
                .findFirst()
                .map(p -> p.whyNot);
    }
}
