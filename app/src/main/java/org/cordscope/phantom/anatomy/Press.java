package org.cordscope.phantom.anatomy;

import java.util.List;

/**
 * Everything that narrows the canal in one plane, in the canal's frame: how far front, back and sides come inwards.
 *
 * @param parts lesions that reach this plane, each with its share
 * @param halfWidth half the sac's width as it is
 * @param z height of the plane in a neck of usual length
 */
record Press(Canal canal, List<Part> parts, double halfWidth, double z) {
    private static final double LEAST_SHARE = 0.003;
    private static final double LARGEST_LATERAL_LOSS = 0.3;

    record Part(DiscLesion lesion, double share) {}

    Press {
        parts = List.copyOf(parts);
    }

    static Press of(Canal canal, List<DiscLesion> lesions, double z) {
        List<Part> parts = lesions.stream()
                .map(lesion -> new Part(lesion, lesion.at(z)))
                .filter(part -> part.share() > LEAST_SHARE)
                .toList();
        double lost = parts.stream()
                .mapToDouble(part -> part.share() * part.lesion().lateralShare())
                .sum();
        return new Press(canal, parts, canal.halfWidth() * (1 - Math.min(LARGEST_LATERAL_LOSS, lost)), z);
    }

    /** Intrusion from in front at {@code x}, mm. */
    double bulge(double x) {
        double sum = 0;
        for (Part part : parts) {
            double u = (x - part.lesion().bulgeX()) / part.lesion().bulgeHalfWidthMm();
            sum += part.lesion().bulgeMm() * part.share() / (1 + u * u * u * u);
        }
        return sum;
    }

    /** Intrusion of the two folds of ligamentum flavum from behind at {@code x}, mm. */
    double flavum(double x) {
        double u = (Math.abs(x) - 3.2) / 3.6;
        double sum = 0;
        for (Part part : parts) {
            sum += part.lesion().flavumMm() * part.share();
        }
        return sum == 0 ? 0 : sum * Math.exp(-u * u);
    }

    /** The sac's anterior wall at {@code x} with the lesions. */
    double front(double x) {
        double free = squeezed(x);
        return Math.min(canal.front(free) + bulge(x), canal.back(free));
    }

    /** The sac's posterior wall at {@code x} with the lesions; never in front of the anterior one. */
    double back(double x) {
        return Math.max(canal.back(squeezed(x)) - flavum(x), front(x) + 0.3);
    }

    private double squeezed(double x) {
        return x * canal.halfWidth() / halfWidth;
    }

    Outline sac() {
        return Outline.band(-halfWidth, halfWidth, this::front, this::back);
    }
}
