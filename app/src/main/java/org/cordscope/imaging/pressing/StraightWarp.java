package org.cordscope.imaging.pressing;

/**
 * Pressure from one side along parallel lines. On each line the near wall of the canal moves in, the fluid before the cord
 * narrows, the cord's near surface gives way, its far surface moves into the fluid behind it by a part of that, and the far
 * wall stays. What lies before the near wall is stretched. The cord widens across, so that part of the area that it loses
 * along the lines is kept.
 */
final class StraightWarp implements Warp {
    /** Of what the near surface moves, the far surface follows by this part, where there is fluid to move into. */
    private static final double FOLLOWS = 0.5;

    private static final double STRETCHED_MM = 12;
    private static final double THINNEST = 0.2;
    /** Part of the lost thickness that comes back as width, and how much of the fluid beside may be used for it. */
    private static final double WIDENS = 0.5;

    private static final double BESIDE = 0.6;

    private final Pressing pressing;
    private final boolean alongBack;
    private final int sign;
    private final double halfAlong;
    private final double halfAcross;
    private final double near;
    private final double far;
    private final double widening;

    StraightWarp(Pressing pressing, CordFrame frame, FluidMargins fluid) {
        this.pressing = pressing;
        this.alongBack = pressing.side() == Side.FRONT || pressing.side() == Side.BEHIND;
        this.sign = pressing.side() == Side.FRONT || pressing.side() == Side.RIGHT ? 1 : -1;
        this.halfAlong = alongBack ? frame.halfAp() : frame.halfRl();
        this.halfAcross = alongBack ? frame.halfRl() : frame.halfAp();
        double backward = alongBack ? fluid.front() : fluid.right();
        double forward = alongBack ? fluid.behind() : fluid.left();
        this.near = sign > 0 ? backward : forward;
        this.far = sign > 0 ? forward : backward;
        double beside = alongBack ? Math.min(fluid.left(), fluid.right()) : Math.min(fluid.front(), fluid.behind());
        double lost = Math.min(pressing.indentationMm(), 2 * halfAlong * (1 - THINNEST)) * (1 - FOLLOWS);
        this.widening = Math.min(WIDENS * lost / (2 * halfAlong), BESIDE * beside / halfAcross);
    }

    @Override
    public Place before(double back, double left) {
        double along = sign * (alongBack ? back : left);
        double across = alongBack ? left : back;
        double narrow = across / (1 + widening * reach(along, across));
        double was = sign * knots(narrow).before(along);
        return alongBack ? new Place(was, narrow) : new Place(narrow, was);
    }

    /** One in the cord, falling to nothing some millimetres away from it. */
    private double reach(double along, double across) {
        double outside = Math.max(0, Math.hypot(along / halfAlong, across / halfAcross) - 1) * halfAcross;
        return Math.exp(-outside * outside / 8);
    }

    private Knots knots(double across) {
        double width = pressing.halfWidthMm();
        double pressure = Math.exp(-across * across / (2 * width * width));
        double half = halfAlong * Math.sqrt(Math.max(0, 1 - across * across / (halfAcross * halfAcross)));
        double nearWall = -half - near;
        double farWall = half + far;
        double in = Math.min(pressing.indentationMm() * pressure, 2 * half * (1 - THINNEST));
        double follows = Math.min(FOLLOWS * in, BESIDE * far);
        double wall = (near - pressing.remaining(near)) * pressure + in;
        return new Knots(
                new double[] {nearWall - STRETCHED_MM, nearWall, -half, half, farWall},
                new double[] {nearWall - STRETCHED_MM, nearWall + wall, -half + in, half + follows, farWall});
    }
}
