package org.cordscope.phantom.anatomy;

/** Marrow of one patient: red and fatty marrow and trabeculae in a pattern of some millimetres. */
final class Marrow {
    private final SmoothNoise noise;
    private final double fatty;
    private final double uneven;

    Marrow(SeededDraw draw) {
        noise = new SmoothNoise(draw.named("noise", 0));
        fatty = draw.normal(0.1, 0.08, 0, 0.3);
        uneven = draw.normal(0.75, 0.2, 0.3, 1.2);
    }

    Plane at(double z) {
        return new Plane(noise.at(z * 0.22), noise.at(z * 0.4 + 200));
    }

    /** The marrow at one height. */
    final class Plane implements PaintedPlane.PointPainter {
        private final SmoothNoise.Plane slow;
        private final SmoothNoise.Plane quick;

        private Plane(SmoothNoise.Plane slow, SmoothNoise.Plane quick) {
            this.slow = slow;
            this.quick = quick;
        }

        /** Noise with cells of 5 mm. */
        double coarse(double x, double y) {
            return slow.at(0.2 * x + 7, 0.2 * y + 3);
        }

        /** Noise in its own coordinates. */
        double fine(double u, double v) {
            return quick.at(u, v);
        }

        @Override
        public void paint(double x, double y, PaintedPlane.Point point) {
            point.cover(Tissue.MARROW, 1);
            double more = fatty + uneven * (0.55 * coarse(x, y) + 0.6 * quick.at(0.5 * x, 0.5 * y));
            if (more > 0) {
                point.cover(Tissue.FAT, Math.min(0.6, 0.5 * more));
            } else {
                point.cover(Tissue.CORTICAL_BONE, Math.min(0.5, -0.55 * more));
            }
        }
    }
}
