package org.cordscope.imaging.pressing;

/** Pressure from all sides along rays from the middle of the cord: the wall closes in and the cord becomes smaller. */
final class RoundWarp implements Warp {
    private static final double STRETCHED_MM = 8;
    private static final double SMALLEST = 0.3;

    private final Pressing pressing;
    private final CordFrame frame;
    private final FluidMargins fluid;

    RoundWarp(Pressing pressing, CordFrame frame, FluidMargins fluid) {
        this.pressing = pressing;
        this.frame = frame;
        this.fluid = fluid;
    }

    @Override
    public Place before(double back, double left) {
        double distance = Math.hypot(back, left);
        if (distance == 0) {
            return new Place(back, left);
        }
        double b = back / distance;
        double l = left / distance;
        double surface = 1 / Math.hypot(b / frame.halfAp(), l / frame.halfRl());
        double margin =
                b * b * (b < 0 ? fluid.front() : fluid.behind()) + l * l * (l > 0 ? fluid.left() : fluid.right());
        double wall = surface + margin;
        double smaller = Math.max(SMALLEST * surface, surface - pressing.indentationMm());
        Knots knots = new Knots(
                new double[] {0, surface, wall, wall + STRETCHED_MM},
                new double[] {0, smaller, smaller + pressing.remaining(margin), wall + STRETCHED_MM});
        double was = knots.before(distance);
        return new Place(b * was, l * was);
    }
}
