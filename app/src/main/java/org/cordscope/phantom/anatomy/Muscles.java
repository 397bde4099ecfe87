package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The muscles of a neck as a partition: each point belongs to the muscle, or the lobe of fat, whose surface is nearest, so
 * that muscles fill their compartments and meet along planes of fat, wide between some, hardly to be seen between others, and
 * frayed. Beyond the reach of any muscle lies loose fat with septa. With age fat runs through the muscles of the back.
 */
final class Muscles {
    /** How far a muscle stretches beyond its outline in the atlas to meet its neighbours, mm; in front of the spine less. */
    private static final double REACH_BEHIND_MM = 15;

    private static final double REACH_BEFORE_MM = 4;
    private static final double REACH_BESIDE_MM = 12;

    private final List<NeckAtlas.Structure> structures;
    private final List<Habitus> habits;
    private final SmoothNoise noise;
    private final double planeMm;
    private final double streaks;

    /**
     * What one structure of one patient is like, the same along its length.
     *
     * @param fascia how wide the fat at its borders is, against the usual
     * @param marbling how much fat runs through it, against the usual
     */
    record Habitus(double fascia, double marbling) {
        static Habitus draw(SeededDraw draw) {
            double fascia = draw.chance(0.45) ? draw.between(0, 0.45) : draw.between(0.5, 2);
            return new Habitus(fascia, draw.between(0.3, 1.8));
        }

        /** Nearly the same, as on the other side. */
        Habitus varied(SeededDraw draw) {
            return new Habitus(fascia * draw.between(0.7, 1.3), marbling * draw.between(0.75, 1.25));
        }
    }

    /** @param structures of muscle and fat, one for each side */
    Muscles(List<NeckAtlas.Structure> structures, SeededDraw draw, Subject subject) {
        this.structures = List.copyOf(structures);
        this.habits = habits(this.structures, draw);
        this.noise = new SmoothNoise(draw.named("noise", 0));
        double heavy = 0.02 * (subject.bodyMassIndex() - 26);
        this.planeMm = draw.normal(0.42 + heavy, 0.15, 0.12, 1.2);
        double aged = (subject.ageYears() - 45) / 40.0;
        this.streaks = draw.normal(0.35 + 0.45 * aged + heavy, 0.15, 0.05, 1);
    }

    /** Of a pair, the one of the other side follows in the atlas. */
    private static List<Habitus> habits(List<NeckAtlas.Structure> structures, SeededDraw draw) {
        List<Habitus> habits = new ArrayList<>();
        boolean second = false;
        for (int i = 0; i < structures.size(); i++) {
            SeededDraw own = draw.named("habitus", i);
            habits.add(second ? habits.get(i - 1).varied(own) : Habitus.draw(own));
            second = structures.get(i).pair() && !second;
        }
        return List.copyOf(habits);
    }

    /** Paints one plane, in the frame of the atlas. */
    void addTo(LayerStack stack, double z, Outline within) {
        List<MuscleBody> bodies = new ArrayList<>();
        for (int i = 0; i < structures.size(); i++) {
            Blob blob = structures.get(i).at(z);
            if (blob.visible()) {
                boolean muscle = structures.get(i).tissue() == Tissue.MUSCLE;
                bodies.add(new MuscleBody(blob, muscle, habits.get(i)));
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
            MuscleBody next = null;
            for (MuscleBody body : near(x, y)) {
                double distance = body.distance(x, y, second);
                if (distance < first) {
                    second = first;
                    next = nearest;
                    first = distance;
                    nearest = body;
                } else if (distance < second) {
                    second = distance;
                    next = body;
                }
            }
            double reach = y > 0 ? REACH_BEHIND_MM : Math.abs(x) < 34 && y > -24 ? REACH_BESIDE_MM : REACH_BEFORE_MM;
            if (nearest == null || !nearest.isMuscle() || first > reach) {
                loose(xMm, yMm, point);
                return;
            }
            point.cover(Tissue.MUSCLE, 1);
            double fascia = next == null ? 1 : fascia(nearest, next);
            double fat = Math.max(between(xMm, yMm, first, second - first, fascia), within(nearest, x, y));
            if (fat > 0) {
                point.cover(Tissue.FAT, fat);
            }
        }

        /** Two muscles of one group meet with hardly a plane, others along a wide one. */
        private double fascia(MuscleBody one, MuscleBody other) {
            return Math.sqrt(one.habitus().fascia() * other.habitus().fascia());
        }

        /** Share of fat by the distance to the border with the next body; more where muscles have to stretch to meet. */
        private double between(double x, double y, double first, double gap, double fascia) {
            double patch = ramp(0.55 + 1.6 * slow.at(x * 0.05 + 23, y * 0.05) + 0.5 * slow.at(x * 0.16, y * 0.16 + 8));
            double frayed = 1 + 0.9 * quick.at(x * 0.3 + 9, y * 0.3);
            double width = planeMm * fascia * patch * Math.max(0, frayed) * 1.7 + 0.12 * Math.max(0, first) * patch;
            return 0.75 * ramp((width - gap) / 0.7);
        }

        /**
         * Fat within a muscle: wisps along its fibres that bend, fork and fade, in clusters, most near the spinous
         * processes; and a faint marbling everywhere.
         */
        private double within(MuscleBody body, double x, double y) {
            double behind = ramp((y - 2) / 9);
            if (behind == 0) {
                return 0;
            }
            double medial = ramp(1.15 - Math.abs(x) / 34);
            double along = body.along(x, y) + 2.2 * slow.at(x * 0.09 + 3, y * 0.09 + 51);
            double across = body.across(x, y) + 1.6 * slow.at(x * 0.11 + 45, y * 0.11);
            double ridge = Math.abs(quick.at(0.05 * along + 5, 0.3 * across));
            double fork = Math.abs(quick.at(0.1 * along + 33, 0.5 * across + 12));
            double cluster = slow.at(x * 0.055, y * 0.055 + 40);
            double richness = streaks * body.habitus().marbling() * (0.35 + 0.9 * medial);
            double wisp = ramp(1 - ridge / 0.1) + 0.4 * ramp(1 - fork / 0.09);
            double amount = ramp(1.5 * (richness + 0.75 * cluster - 0.22));
            double marbled = 0.08 * richness * (1 + quick.at(x * 0.45, y * 0.45 + 20));
            return behind * Math.min(0.8, marbled + 0.75 * amount * wisp);
        }

        /** Fat with thin septa; in front of the spine mostly fibres, small muscles and glands. */
        private void loose(double x, double y, PaintedPlane.Point point) {
            point.cover(Tissue.FAT, 1);
            double septum = Math.min(
                    Math.abs(quick.at(x * 0.16, y * 0.16 + 60)), 0.03 + Math.abs(quick.at(x * 0.37 + 20, y * 0.37)));
            double front = ramp((-8 - y) / 14) * ramp((44 - Math.abs(x)) / 16);
            point.cover(Tissue.CONNECTIVE, 0.05 + 0.45 * ramp((0.08 - septum) / 0.08) + 0.55 * front);
        }
    }
}
