package org.cordscope.phantom.anatomy;

/**
 * Skin and the fat beneath it.
 *
 * @param scale size of this neck against the usual
 * @param fatMm thickness of the subcutaneous fat at the nape
 */
record NeckSurface(double scale, double fatMm) {
    private static final double SKIN_MM = 1.4;
    private static final double FASCIA_MM = 0.7;
    private static final double[] HALF_WIDTH = {68, 62, 59, 60, 68, 92, 140};
    private static final double[] FRONT = {82, 76, 67, 62, 60, 58, 60};
    private static final double[] BACK = {64, 62, 59, 58, 59, 62, 68};
    private static final double[] WAIST = {-8, -3, 2, 5, 9, 18, 28};

    /** The skin's surface, or the surface {@code depthMm} below it (more behind than in front). */
    Outline at(double z, double skinMm, double fatShare) {
        double side = skinMm + fatShare * fatMm * 0.17;
        double halfWidth = scale * Level.interpolate(HALF_WIDTH, z) - side;
        double front = scale * Level.interpolate(FRONT, z) - skinMm - fatShare * fatMm * 0.2;
        double back = scale * Level.interpolate(BACK, z) - skinMm - fatShare * fatMm * 1.15;
        double waist = scale * Level.interpolate(WAIST, z);
        int points = 96;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            double t = 2 * Math.PI * i / points;
            double c = StrictMath.cos(t);
            double s = StrictMath.sin(t);
            double boxy = s < 0 ? 0.98 : 0.86;
            x[i] = halfWidth * Math.copySign(StrictMath.pow(Math.abs(c), boxy), c) * (s < 0 ? 1 - 0.26 * s * s : 1);
            y[i] = waist + Math.copySign(StrictMath.pow(Math.abs(s), boxy), s) * (s < 0 ? front + waist : back - waist);
        }
        return new Outline(x, y);
    }

    /** Everything within the skin, to be painted over. */
    void addInside(LayerStack stack, double z, Warp warp) {
        stack.add(Tissue.CONNECTIVE, warp.of(at(z, 0, 0), z));
    }

    /** Subcutaneous fat, skin and the air around: laid over what reaches too far. */
    void addWrapping(LayerStack stack, double z, Warp warp) {
        Outline skin = warp.of(at(z, 0, 0), z);
        Outline corium = warp.of(at(z, SKIN_MM, 0), z);
        Outline fascia = warp.of(at(z, SKIN_MM + FASCIA_MM, 1), z);
        stack.add(Tissue.LIGAMENT, Outline.ring(warp.of(at(z, SKIN_MM, 1), z), fascia), 0.6);
        stack.add(Tissue.FAT, Outline.ring(corium, warp.of(at(z, SKIN_MM, 1), z)));
        stack.add(Tissue.SKIN, Outline.ring(skin, corium));
        stack.add(Tissue.AIR, Outline.ring(Outline.ellipse(0, 0, 400, 400), skin));
    }
}
