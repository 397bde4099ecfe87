package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The muscles of a neck as a partition: each point belongs to the muscle, or the lobe of fat, whose surface is nearest, so
 * that muscles fill their compartments and meet along planes of fat whose width changes from place to place. Beyond the reach
 * of any muscle lies loose fat with septa. With age fat runs through the deep muscles of the back in streaks along them.
 */
final class Muscles {
    /** How far a muscle stretches beyond its outline in the atlas to meet its neighbours, mm; in front of the spine less. */
    private static final double REACH_BEHIND_MM = 12;

    private static final double REACH_BEFORE_MM = 4;
    private static final double REACH_BESIDE_MM = 11;

    private final List<NeckAtlas.Structure> structures;
    private final SmoothNoise noise;
    private final double planeMm;
    private final double streaks;

    /** @param structures of muscle and fat, one for each side */
    Muscles(List<NeckAtlas.Structure> structures, SeededDraw draw, Subject subject) {
        this.structures = List.copyOf(structures);
        this.noise = new SmoothNoise(draw.named("noise", 0));
        double heavy = 0.02 * (subject.bodyMassIndex() - 26);
        this.planeMm = draw.normal(0.42 + heavy, 0.15, 0.12, 1.2);
        double aged = (subject.ageYears() - 45) / 40.0;
        this.streaks = draw.normal(0.35 + 0.45 * aged + heavy, 0.15, 0.05, 1);
    }

    /** Paints one plane, in the frame of the atlas. */
    void addTo(LayerStack stack, double z, Outline within) {
        List<MuscleBody> bodies = new ArrayList<>();
        for (NeckAtlas.Structure structure : structures) {
            Blob blob = structure.at(z);
            if (blob.visible()) {
                bodies.add(new MuscleBody(blob, structure.tissue() == Tissue.MUSCLE));
            }
        }
        stack.add(within, new Plane(bodies, z));
    }

    private static double ramp(double t) {
        return Math.min(1, Math.max(0, t));
    }

    /** All bodies at one height, sorted into squares by where they matter. */
    private final class Plane implements PaintedPlane.PointPainter {
        private static final double SQUARE_MM = 8;
        private static final int SQUARES = 40;
        private static final double WANDER_MM = 2.2;
        private static final double WANDER_LENGTH_MM = 14;

        private final MuscleBody[][] bySquare = new MuscleBody[SQUARES * SQUARES][];
        private final List<MuscleBody> bodies;
        private final SmoothNoise.Plane slow;
        private final SmoothNoise.Plane quick;

        Plane(List<MuscleBody> bodies, double z) {
            this.bodies = bodies;
            this.slow = noise.at(z * 0.035);
            this.quick = noise.at(z * 0.06 + 300);
        }

        private MuscleBody[] near(double x, double y) {
            int i = square(x);
            int j = square(y);
            MuscleBody[] known = bySquare[j * SQUARES + i];
            if (known == null) {
                double middleX = (i + 0.5 - SQUARES / 2.0) * SQUARE_MM;
                double middleY = (j + 0.5 - SQUARES / 2.0) * SQUARE_MM;
                known = bodies.stream()
                        .filter(b -> b.mayReach(middleX, middleY, SQUARE_MM / 2, REACH_BEHIND_MM + 2))
                        .sorted(Comparator.comparingDouble(b -> b.distance(middleX, middleY, Double.POSITIVE_INFINITY)))
                        .toArray(MuscleBody[]::new);
                bySquare[j * SQUARES + i] = known;
            }
            return known;
        }

        private static int square(double mm) {
            return (int) Math.min(SQUARES - 1, Math.max(0, Math.floor(mm / SQUARE_MM + SQUARES / 2.0)));
        }

        @Override
        public void paint(double xMm, double yMm, PaintedPlane.Point point) {
            double u = xMm / WANDER_LENGTH_MM;
            double v = yMm / WANDER_LENGTH_MM;
            double x = xMm + WANDER_MM * slow.at(u, v);
            double y = yMm + WANDER_MM * slow.at(u + 31, v + 17);
            double first = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            MuscleBody nearest = null;
            for (MuscleBody body : near(x, y)) {
                double distance = body.distance(x, y, second);
                if (distance < first) {
                    second = first;
                    first = distance;
                    nearest = body;
                } else if (distance < second) {
                    second = distance;
                }
            }
            double reach = y > 0 ? REACH_BEHIND_MM : Math.abs(x) < 34 && y > -24 ? REACH_BESIDE_MM : REACH_BEFORE_MM;
            if (nearest == null || !nearest.isMuscle() || first > reach) {
                loose(xMm, yMm, point);
                return;
            }
            point.cover(Tissue.MUSCLE, 1);
            double fat = Math.max(between(xMm, yMm, first, second - first), streak(nearest, x, y));
            if (fat > 0) {
                point.cover(Tissue.FAT, fat);
            }
        }

        /** Share of fat by the distance to the border with the next body; more where muscles have to stretch to meet. */
        private double between(double x, double y, double first, double gap) {
            double uneven = 0.8 + 2 * slow.at(x * 0.13 + 9, y * 0.13);
            double width = planeMm * Math.max(0, uneven) + 0.14 * Math.max(0, first);
            return 0.7 * ramp((width - gap) / 0.6);
        }

        /** Fat in strands along the muscle, most near the midline behind the spine. */
        private double streak(MuscleBody body, double x, double y) {
            double medial = Math.max(0, 1 - Math.abs(x) / 36) * ramp((y - 4) / 8);
            if (medial == 0) {
                return 0;
            }
            double strand = quick.at(0.10 * body.along(x, y) + 5, 0.6 * body.across(x, y));
            double patch = slow.at(x * 0.07, y * 0.07 + 40);
            return Math.min(0.75, Math.max(0, 1.8 * (strand + 0.5 * patch - 0.57 + 0.5 * streaks * medial)));
        }

        /** Fat with septa; in front of the spine mostly fibres, small muscles and glands. */
        private void loose(double x, double y, PaintedPlane.Point point) {
            point.cover(Tissue.FAT, 1);
            double septum = Math.abs(quick.at(x * 0.2, y * 0.2 + 60));
            double front = ramp((-8 - y) / 14);
            point.cover(Tissue.CONNECTIVE, 0.04 + 0.32 * ramp((0.09 - septum) / 0.08) + 0.6 * front);
        }
    }
}
