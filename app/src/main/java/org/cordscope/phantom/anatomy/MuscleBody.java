package org.cordscope.phantom.anatomy;

/** One muscle, or one lobe of fat between muscles, in one plane. */
final class MuscleBody {
    private final Blob blob;
    private final boolean muscle;
    private final Muscles.Habitus habitus;
    private final double cosine;
    private final double sine;
    private final double play;
    private final double thinner;

    MuscleBody(Blob blob, boolean muscle, Muscles.Habitus habitus) {
        this.blob = blob;
        this.muscle = muscle;
        this.habitus = habitus;
        this.cosine = StrictMath.cos(StrictMath.toRadians(blob.degrees()));
        this.sine = StrictMath.sin(StrictMath.toRadians(blob.degrees()));
        this.play = Math.min(1, 0.25 + blob.halfShort() / 2.2);
        double thin = Math.min(1, Math.max(0, (1.3 - blob.halfShort()) / 0.6));
        this.thinner = 0.5 * thin * (0.6 - Math.min(1.2, habitus.fascia()));
    }

    boolean isMuscle() {
        return muscle;
    }

    Muscles.Habitus habitus() {
        return habitus;
    }

    /** How much the body swells and narrows along its way: thin sheets less. */
    double play() {
        return play;
    }

    /** True where a point of a square of this half side may be within {@code reach} of the body. */
    boolean mayReach(double x, double y, double halfSide, double reach) {
        double range = blob.halfLong() + Math.abs(blob.bend()) + reach + halfSide;
        return Math.abs(x - blob.x()) < range && Math.abs(y - blob.y()) < range;
    }

    /** How much thinner than in the atlas a line of fat is in this patient, mm: some are hardly to be seen. */
    double thinner() {
        return thinner;
    }

    double along(double x, double y) {
        return (x - blob.x()) * cosine + (y - blob.y()) * sine;
    }

    double across(double x, double y) {
        return -(x - blob.x()) * sine + (y - blob.y()) * cosine;
    }

    /**
     * Distance from the surface, mm, to first order in how far the point is off it, negative within; infinite where it is
     * surely more than {@code most}.
     */
    double distance(double x, double y, double most) {
        double along = along(x, y);
        double across = across(x, y);
        double u = along / blob.halfLong();
        double bent = across - blob.bend() * u * u;
        double beyond = most + Math.max(blob.halfLong(), blob.halfShort());
        if (along * along + bent * bent > beyond * beyond) {
            return Double.POSITIVE_INFINITY;
        }
        double v = bent / blob.halfShort();
        double r = Math.sqrt(u * u + v * v);
        double p = u / blob.halfLong();
        double q = v / blob.halfShort();
        double slope = Math.sqrt(p * p + q * q);
        double least = Math.max(-blob.halfShort(), Math.abs(along) - blob.halfLong());
        return slope < 1e-9 ? least : Math.max(least, (r - 1) * r / slope);
    }
}
