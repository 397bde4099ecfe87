package org.cordscope.phantom.anatomy;

import java.util.List;

/** Everything that narrows the canal in one plane, in the canal's frame: how far front, back and sides come inwards. */
record Press(Canal canal, List<DiscLesion> lesions, double z) {

    Press {
        lesions = List.copyOf(lesions);
    }

    double halfWidth() {
        double share = 0;
        for (DiscLesion lesion : lesions) {
            share += lesion.lateralShare() * lesion.at(z);
        }
        return canal.halfWidth() * (1 - Math.min(0.3, share));
    }

    /** Intrusion from in front at {@code x}, mm. */
    double bulge(double x) {
        double sum = 0;
        for (DiscLesion lesion : lesions) {
            double u = (x - lesion.bulgeX()) / lesion.bulgeHalfWidthMm();
            sum += lesion.bulgeMm() * lesion.at(z) / (1 + u * u * u * u);
        }
        return sum;
    }

    /** Intrusion of the two folds of ligamentum flavum from behind at {@code x}, mm. */
    double flavum(double x) {
        double sum = 0;
        for (DiscLesion lesion : lesions) {
            double u = (Math.abs(x) - 3.2) / 3.6;
            sum += lesion.flavumMm() * lesion.at(z) * Math.exp(-u * u);
        }
        return sum;
    }

    /** The sac's anterior wall at {@code x} with the lesions. */
    double front(double x) {
        return Math.min(canal.front(squeezed(x)) + bulge(x), canal.back(squeezed(x)));
    }

    /** The sac's posterior wall at {@code x} with the lesions; never in front of the anterior one. */
    double back(double x) {
        return Math.max(canal.back(squeezed(x)) - flavum(x), front(x) + 0.3);
    }

    private double squeezed(double x) {
        return x * canal.halfWidth() / halfWidth();
    }

    Outline sac() {
        double w = halfWidth();
        return Outline.band(-w, w, this::front, this::back);
    }
}
