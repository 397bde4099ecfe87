package org.cordscope.evaluation.published;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counts that a paper prints: parts that make up a whole, shares, and one number printed twice. */
public final class PublishedCounts {
    private static final int MOST_PARTS = 20;

    private PublishedCounts() {}

    /** Whether parts make up their whole. */
    public static Verdict sum(String name, List<Long> parts, long whole) {
        long sum = parts.stream().mapToLong(Long::longValue).sum();
        String added = parts.stream().map(String::valueOf).collect(Collectors.joining(" + ")) + " = " + sum;
        return sum == whole
                ? new Verdict(name, Verdict.Kind.HOLDS, added)
                : new Verdict(name, Verdict.Kind.IMPOSSIBLE, added + ", not " + whole);
    }

    /**
     * Whether parts, in whatever order they are printed, can be dealt out to two wholes.
     *
     * @throws IllegalArgumentException for more than 20 parts
     */
    public static Verdict dealtOut(String name, List<Long> parts, long first, long second) {
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("at most " + MOST_PARTS + " parts can be dealt out: " + parts.size());
        }
        long all = parts.stream().mapToLong(Long::longValue).sum();
        for (int chosen = 0; chosen < 1 << parts.size(); chosen++) {
            long sum = 0;
            for (int i = 0; i < parts.size(); i++) {
                sum += (chosen >> i & 1) * parts.get(i);
            }
            if (sum == first && all - sum == second) {
                return new Verdict(name, Verdict.Kind.HOLDS, "they can be dealt out to " + first + " and " + second);
            }
        }
        return new Verdict(
                name,
                Verdict.Kind.IMPOSSIBLE,
                "no way to deal out " + parts.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " makes " + first + " and " + second);
    }

    /** Whether a part of a whole is the printed share of it, as rounded. */
    public static Verdict share(String name, double share, int decimals, long part, long whole) {
        double actual = (double) part / whole;
        boolean holds = Math.abs(actual - share) <= 0.5 * Math.pow(10, -decimals) + 1e-12;
        String sentence = String.format(Locale.ROOT, "%d of %d is %.1f %%", part, whole, 100 * actual);
        return holds
                ? new Verdict(name, Verdict.Kind.HOLDS, sentence)
                : new Verdict(
                        name,
                        Verdict.Kind.IMPOSSIBLE,
                        String.format(Locale.ROOT, "%s, not %s %%", sentence, percent(share, decimals)));
    }

    private static String percent(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + Math.max(0, decimals - 2) + "f", 100 * share);
    }

    /**
     * Whether a split that is exact to the single image kept patients whole, of whom each brings many images.
     *
     * @param imagesPerPatient on average
     */
    public static Verdict wholePatients(
            String name, double share, long images, long allImages, double imagesPerPatient) {
        boolean exact = Math.abs(share * allImages - images) < 1;
        return exact
                ? new Verdict(
                        name,
                        Verdict.Kind.DOUBTFUL,
                        String.format(
                                Locale.ROOT,
                                "%d of %d is %.0f %% to the single image; with patients kept whole, of about %.0f images"
                                        + " each, that is a chance of about 1 in %.0f: images were split, not patients",
                                images,
                                allImages,
                                100 * share,
                                imagesPerPatient,
                                imagesPerPatient))
                : new Verdict(
                        name,
                        Verdict.Kind.HOLDS,
                        String.format(Locale.ROOT, "%d of %d, as whole patients come", images, allImages));
    }

    /** Whether a number that is printed more than once is the same each time. */
    public static Verdict repeated(String name, List<Double> printed) {
        boolean same = printed.stream().distinct().count() <= 1;
        String values = printed.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        return same
                ? new Verdict(name, Verdict.Kind.HOLDS, "always " + printed.get(0))
                : new Verdict(name, Verdict.Kind.IMPOSSIBLE, "printed as " + values);
    }
}
