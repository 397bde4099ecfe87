package org.cordscope.phantom.anatomy;

/** One muscle, or one lobe of fat between muscles, in one plane. */
final class MuscleBody {
    /** Lobes of fat give way to muscles, mm. */
    private static final double FAT_YIELDS_MM = 0.8;

    private final Blob blob;
    private final boolean muscle;
    private final Muscles.Habitus habitus;
    private final double cosine;
    private final double sine;

    MuscleBody(Blob blob, boolean muscle, Muscles.Habitus habitus) {
        this.blob = blob;
        this.muscle = muscle;
        this.habitus = habitus;
        this.cosine = StrictMath.cos(StrictMath.toRadians(blob.degrees()));
        this.sine = StrictMath.sin(StrictMath.toRadians(blob.degrees()));
    }

    boolean isMuscle() {
        return muscle;
    }

    Muscles.Habitus habitus() {
        return habitus;
    }

    /** True where a point of a square of this half side may be within {@code reach} of the body. */
    boolean mayReach(double x, double y, double halfSide, double reach) {
        double range = blob.halfLong() + Math.abs(blob.bend()) + reach + halfSide;
        return Math.abs(x - blob.x()) < range && Math.abs(y - blob.y()) < range;
    }

    double along(double x, double y) {
        return (x - blob.x()) * cosine + (y - blob.y()) * sine;
    }

    double across(double x, double y) {
        return -(x - blob.x()) * sine + (y - blob.y()) * cosine;
    }

    /**
     * Distance from the surface along the line from the centre, mm, negative within; infinite where it is surely more than
     * {@code most}.
     */
    double distance(double x, double y, double most) {
        double along = along(x, y);
        double across = across(x, y);
        double u = along / blob.halfLong();
        double bent = across - blob.bend() * u * u;
        double square = along * along + bent * bent;
        double beyond = most + Math.max(blob.halfLong(), blob.halfShort());
        if (square > beyond * beyond) {
            return Double.POSITIVE_INFINITY;
        }
        double v = bent / blob.halfShort();
        double d = u * u + v * v;
        double surface = d < 1e-12 ? -blob.halfShort() : Math.sqrt(square) - Math.sqrt(square / d);
        return muscle ? surface : surface + FAT_YIELDS_MM;
    }
}
