package org.cordscope.phantom.anatomy;

/** Bones, discs, joints and ligaments round the canal in one plane, in the canal's frame. */
final class Vertebrae {
    private static final double DISC_HALF_HEIGHT_MM = 2.5;
    private static final double[] PROCESS_LENGTH = {24, 13, 13, 15, 20, 30, 32};

    private final double arteryLeftMm;
    private final double arteryRightMm;
    private final Warp warp;
    private final double discBrightness;

    Vertebrae(SeededDraw draw) {
        double dominance = draw.normal(0, 0.35, -0.8, 0.8);
        arteryLeftMm = 2.0 + dominance;
        arteryRightMm = 2.0 - dominance;
        warp = new Warp(draw.named("bone", 0), 1.4);
        discBrightness = draw.between(0.5, 1);
    }

    /** 1 within the disc, 0 within the vertebral body, between where a slice has part of both. */
    static double discShare(double z, DiscLesion disc) {
        double thin = DISC_HALF_HEIGHT_MM * (1 - 0.35 * Math.min(1, disc.degeneration()));
        return smooth((thin + 0.8 - Math.abs(z - disc.zMm())) / 1.6);
    }

    private static double smooth(double t) {
        double u = Math.min(1, Math.max(0, t));
        return u * u * (3 - 2 * u);
    }

    void addTo(LayerStack stack, double z, Press press, DiscLesion disc) {
        double inDisc = discShare(z, disc);
        for (int side = -1; side <= 1; side += 2) {
            addForamen(stack, z, press, disc, side);
            addPillar(stack, press, disc, z, side);
        }
        addArch(stack, z, press, disc);
        addBody(stack, z, press, inDisc, disc);
        addIntrusions(stack, press);
    }

    private void addBody(LayerStack stack, double z, Press press, double inDisc, DiscLesion disc) {
        double halfAp = Level.interpolate(Level::bodyApMm, z) / 2 + 0.7 * inDisc;
        double halfRl = Level.interpolate(Level::bodyRlMm, z) / 2 + 1.2 * inDisc;
        double y = press.canal().front(0) - halfAp - 0.6;
        stack.add(Tissue.LIGAMENT, warp.of(Outline.superellipse(0, y, halfRl + 0.7, halfAp + 0.7, 2.4), z));
        if (inDisc < 0.99) {
            stack.add(Tissue.MARROW, warp.of(Outline.superellipse(0, y, halfRl - 0.1, halfAp - 0.1, 2.5), z));
            double vein = smooth(1 - Math.abs(Math.abs(z - disc.zMm()) - 8.5) / 2.5);
            stack.add(Tissue.EPIDURAL_FAT, Outline.stroke(0, y + 1, 0, y + halfAp, 0.3, 0.9), 0.5 * vein);
        }
        if (inDisc > 0.01) {
            stack.add(Tissue.ANNULUS, warp.of(Outline.superellipse(0, y, halfRl, halfAp, 2.3), z), inDisc);
            Outline inner = Outline.superellipse(0, y + 0.3, halfRl * 0.82, halfAp * 0.78, 2.2);
            stack.add(Tissue.DEGENERATED_DISC, warp.of(inner, z), 0.7 * inDisc);
            Outline nucleus = warp.of(Outline.superellipse(0, y + 0.5, halfRl * 0.66, halfAp * 0.62, 2.2), z);
            double fresh = discBrightness * (1 - 1.2 * Math.min(0.8, disc.degeneration()));
            stack.add(Tissue.NUCLEUS, nucleus, 0.85 * inDisc * fresh);
        }
    }

    /** Transverse process with the vertebral artery; at the disc the exit of the nerve root. */
    private void addForamen(LayerStack stack, double z, Press press, DiscLesion disc, int side) {
        double w = press.canal().halfWidth();
        double exit = smooth((6.5 - Math.abs(z + 2 - disc.zMm())) / 3);
        double x = side * (w + 4.6);
        double y = press.canal().front(0) - 4.2;
        boolean within = z > Level.C7.zMm() + 8;
        if (within) {
            stack.add(Tissue.CORTICAL_BONE, Outline.ellipse(x, y, 4.6, 4.3), 0.7 * (1 - exit));
            stack.add(Tissue.MARROW, Outline.ellipse(x + side * 1.2, y + 0.8, 4.2, 3.8), 0.6 * (1 - exit));
        }
        stack.add(Tissue.EPIDURAL_FAT, Outline.ellipse(x, y, 3.4, 3.2), 0.75);
        double waist = press.canal().waist();
        stack.add(
                Tissue.EPIDURAL_FAT,
                warp.of(Outline.stroke(side * (w - 1), waist, side * (w + 10), waist - 5, 1.2, 2.6), z),
                0.6 * exit);
        stack.add(
                Tissue.NERVE_ROOT,
                warp.of(Outline.stroke(side * (w + 1), waist - 0.4, side * (w + 12), waist - 5.5, 0.8, 2.0), z),
                0.85 * exit);
        double artery = side > 0 ? arteryLeftMm : arteryRightMm;
        double forward = within ? 0 : 4;
        stack.add(Tissue.VESSEL_WALL, Outline.ellipse(x, y - forward, artery + 0.5, artery + 0.5));
        stack.add(Tissue.ARTERY, Outline.ellipse(x, y - forward, artery, artery));
    }

    /** Articular pillar; near the disc the facet joint's cleft. */
    private void addPillar(LayerStack stack, Press press, DiscLesion disc, double z, int side) {
        double w = press.canal().halfWidth();
        double x = side * (w + 7.2);
        double y = press.canal().waist() + 5.4;
        double tilt = side > 0 ? 12 : 168;
        stack.add(Tissue.CORTICAL_BONE, warp.of(Outline.blob(x, y, 7.8, 5.6, tilt, 0), z));
        stack.add(Tissue.MARROW, warp.of(Outline.blob(x, y, 7.2, 5.0, tilt, 0), z), 0.9);
        double joint = smooth((4.5 - Math.abs(z - disc.zMm())) / 2);
        stack.add(
                Tissue.CORTICAL_BONE,
                warp.of(Outline.stroke(x - side * 6, y + 0.6, x + side * 6.5, y - 0.6, 0.8, 0.8), z),
                0.8 * joint);
        stack.add(
                Tissue.JOINT_FLUID,
                warp.of(Outline.stroke(x - side * 5, y + 0.5, x + side * 5.5, y - 0.5, 0.25, 0.25), z),
                0.6 * joint);
    }

    /** Ligamentum flavum, laminae and the spinous process, which droops: it is met above the disc. */
    private void addArch(LayerStack stack, double z, Press press, DiscLesion disc) {
        double w = press.canal().halfWidth() + 4;
        double apex = press.canal().back(0) + 0.6;
        double foot = press.canal().waist() + 1.5;
        double lamina = 1 - 0.75 * smooth((4.5 - Math.abs(z - 1 - disc.zMm())) / 3);
        stack.add(Tissue.EPIDURAL_FAT, Outline.blob(0, apex + 0.4, 5.5, 2.3, 0, -1.2), 0.85);
        stack.add(
                Tissue.LIGAMENT,
                Outline.band(-w, w, x -> arch(x, w, apex + 1.0, foot), x -> arch(x, w, apex + 3.0, foot + 1.6)));
        stack.add(
                Tissue.CORTICAL_BONE,
                warp.of(
                        Outline.band(
                                -w, w, x -> arch(x, w, apex + 2.6, foot + 1), x -> arch(x, w, apex + 8.2, foot + 5)),
                        z),
                lamina);
        stack.add(
                Tissue.MARROW,
                warp.of(
                        Outline.band(
                                -w,
                                w,
                                x -> arch(x, w, apex + 3.4, foot + 1.7),
                                x -> arch(x, w, apex + 7.5, foot + 4.4)),
                        z),
                lamina);
        double process = smooth((7.5 - Math.abs(z - 4.5 - disc.zMm())) / 3);
        double reach = Level.interpolate(PROCESS_LENGTH, z);
        stack.add(Tissue.FAT, warp.of(Outline.stroke(0, apex + 5, 0, apex + 5 + reach, 1.8, 1.0), z), 0.5);
        stack.add(
                Tissue.CORTICAL_BONE,
                warp.of(Outline.stroke(0, apex + 5, 0, apex + 5 + reach, 3.0, 3.2), z),
                0.9 * process);
        stack.add(Tissue.MARROW, warp.of(Outline.stroke(0, apex + 5, 0, apex + 5 + reach, 2.3, 2.5), z), 0.9 * process);
    }

    private static double arch(double x, double w, double apex, double foot) {
        return apex - (apex - foot) * StrictMath.pow(Math.abs(x) / w, 1.35);
    }

    /** The parts of the canal that disc, osteophytes and buckled ligament have taken. */
    private static void addIntrusions(LayerStack stack, Press press) {
        double w = press.canal().halfWidth();
        Canal canal = press.canal();
        stack.add(Tissue.CORTICAL_BONE, Outline.band(-w, w, x -> canal.front(x) - 0.6, canal::back));
        if (press.bulge(0) + press.bulge(4) + press.bulge(-4) > 0.4) {
            stack.add(
                    Tissue.DEGENERATED_DISC,
                    Outline.band(-w, w, x -> canal.front(x) - 1, x -> press.front(x) - 0.7),
                    0.8);
        }
    }
}
