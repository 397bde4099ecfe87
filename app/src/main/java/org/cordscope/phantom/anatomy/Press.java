package org.cordscope.phantom.anatomy;

import java.util.List;
import org.cordscope.phantom.anatomy.DiscLesion.Sides;

/**
 * Everything that narrows the canal in one plane, in the canal's frame: how far front, back and sides come inwards.
 *
 * @param parts what reaches in from in front in this plane, each with its share
 * @param flavum how far the folds of ligamentum flavum reach in, mm
 * @param halfWidth half the sac's width to each side as it is, mm
 * @param z height of the plane in a neck of usual length
 */
record Press(Canal canal, List<Part> parts, Sides flavum, Sides halfWidth, double z) {
    private static final double LEAST_SHARE = 0.003;

    record Part(Intrusion intrusion, double share) {
        double reach(double x) {
            return share * intrusion.reach(x);
        }
    }

    Press {
        parts = List.copyOf(parts);
    }

    static Press of(Canal canal, Degeneration degeneration, double z) {
        List<Part> parts = degeneration
                .intrusions()
                .map(intrusion -> new Part(intrusion, intrusion.share(z)))
                .filter(part -> part.share() > LEAST_SHARE)
                .toList();
        Sides half = new Sides(
                canal.halfWidth() * (1 - degeneration.lateral(z, 1)),
                canal.halfWidth() * (1 - degeneration.lateral(z, -1)));
        return new Press(canal, parts, degeneration.flavum(z), half, z);
    }

    /** Intrusion from in front at {@code x}, mm: what is highest there, a little more where several meet. */
    double bulge(double x) {
        double cubes = 0;
        for (Part part : parts) {
            double reach = part.reach(x);
            cubes += reach * reach * reach;
        }
        return cubes == 0 ? 0 : StrictMath.cbrt(cubes);
    }

    /** Intrusion of the two folds of ligamentum flavum from behind at {@code x}, mm. */
    double fold(double x) {
        return fold(flavum.left(), x - 3) + fold(flavum.right(), x + 3);
    }

    private static double fold(double height, double x) {
        return height < 0.01 ? 0 : 0.86 * height * StrictMath.exp(-x * x / 12);
    }

    /** The sac's anterior wall at {@code x} with the lesions. */
    double front(double x) {
        double free = squeezed(x);
        return Math.min(canal.front(free) + bulge(x), canal.back(free));
    }

    /** The sac's posterior wall at {@code x} with the lesions; never in front of the anterior one. */
    double back(double x) {
        return Math.max(canal.back(squeezed(x)) - fold(x), front(x) + 0.3);
    }

    private double squeezed(double x) {
        return x * canal.halfWidth() / halfWidth.at(x);
    }

    Outline sac() {
        return Outline.band(-halfWidth.right(), halfWidth.left(), this::front, this::back);
    }
}
