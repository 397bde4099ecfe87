package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The muscles of a neck as a partition: each point belongs to the muscle whose surface is nearest, so that muscles fill their
 * compartments and meet along planes of fat, wide between some, hardly to be seen between others, and frayed. Tracts of fat,
 * lumpy along their way, lie over them; beyond the reach of any muscle lies loose fat with septa. Muscles are streaked along
 * their fibres and mottled near the spine; with age fat runs through those of the back.
 */
final class Muscles {
    /** How far a muscle stretches beyond its outline in the atlas to meet its neighbours, mm; in front of the spine less. */
    private static final double REACH_BEHIND_MM = 15;

    private static final double REACH_BEFORE_MM = 6;

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
            double fascia = draw.chance(0.6) ? draw.between(0, 0.4) : draw.between(0.5, 2);
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
        private static final double FAT_EDGE_MM = 4;
        /** The most that {@link #between} widens a plane by. */
        private static final double WIDEST = 3.3;

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
            double fat = Double.POSITIVE_INFINITY;
            double patchy = quick.at(xMm * 0.14, yMm * 0.14 + 5);
            double cluster = slow.at(xMm * 0.07 + 13, yMm * 0.07 + 27);
            double swollen = 2.4 * cluster + 1.5 * patchy;
            MuscleBody nearest = null;
            MuscleBody next = null;
            for (MuscleBody body : near(x, y)) {
                if (!body.isMuscle()) {
                    fat = Math.min(fat, body.distance(x, y, FAT_EDGE_MM) + body.play() * swollen + body.thinner());
                    continue;
                }
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
            double lobe = ramp((0.7 - fat) / 1.6);
            double far = nearest == null ? 1 : ramp((first - reach(x, y) - 3 * patchy) / 1.8);
            if (nearest == null || Math.max(lobe, far) == 1) {
                loose(xMm, yMm, point);
                return;
            }
            lobe = Math.max(lobe, far);
            point.cover(Tissue.MUSCLE, 1);
            point.cover(Tissue.CONNECTIVE, 0.09 * ramp(0.4 + 1.2 * cluster));
            double fascia = next == null ? 1 : fascia(nearest, next);
            double plane = between(xMm, yMm, first, second - first, fascia);
            double share = Math.max(plane, within(nearest, x, y, cluster, patchy));
            if (Math.max(lobe, share) > 0) {
                point.cover(Tissue.FAT, Math.max(lobe, share));
            }
        }

        private static double reach(double x, double y) {
            double beside = ramp((38 - Math.abs(x)) / 6) * ramp((y + 32) / 10);
            double share = Math.max(ramp((y + 26) / 22), beside);
            return REACH_BEFORE_MM + share * (REACH_BEHIND_MM - REACH_BEFORE_MM);
        }

        /** Two muscles of one group meet with hardly a plane, others along a wide one. */
        private double fascia(MuscleBody one, MuscleBody other) {
            return Math.sqrt(one.habitus().fascia() * other.habitus().fascia());
        }

        /** Share of fat by the distance to the border with the next body; more where muscles have to stretch to meet. */
        private double between(double x, double y, double first, double gap, double fascia) {
            if (gap > WIDEST * planeMm * fascia + 0.05 * Math.max(0, first)) {
                return 0;
            }
            double patch = ramp(0.3 + 1.7 * slow.at(x * 0.05 + 23, y * 0.05) + 0.5 * slow.at(x * 0.16, y * 0.16 + 8));
            double frayed = 1 + 0.9 * quick.at(x * 0.3 + 9, y * 0.3);
            double width = planeMm * fascia * patch * Math.max(0, frayed) * 1.7 + 0.05 * Math.max(0, first) * patch;
            return 0.75 * ramp((width - gap) / 0.7);
        }

        /**
         * Fat within a muscle: fine streaks along its fibres, mottles about the spine, and wisps that bend, fork and fade, in
         * clusters, most near the spinous processes.
         */
        private double within(MuscleBody body, double x, double y, double cluster, double patchy) {
            double behind = 0.35 + 0.65 * ramp((y - 2) / 9);
            double medial = ramp(1.2 - Math.abs(x) / 24);
            double richness = streaks * body.habitus().marbling() * (0.35 + 0.9 * medial);
            double along = body.along(x, y);
            double across = body.across(x, y) + 2 * patchy;
            double fibre = quick.at(0.12 * along, 0.5 * across + 20);
            double amount = 0.07 * ramp(0.3 + fibre);
            double spine = ramp(1.7 - Math.sqrt(x * x + (y - 6) * (y - 6)) / 22);
            double near = ramp(1.6 - Math.abs(x) / 12) * ramp((44 - y) / 14);
            if (spine > 0) {
                double blotch = 0.15 + fibre + 0.8 * quick.at(x * 0.5, y * 0.5 + 44);
                amount += (0.14 + 0.25 * near) * spine * ramp(blotch);
            }
            amount *= richness;
            double strength = ramp(1.5 * (richness + 0.35 * near + 0.75 * cluster - 0.3));
            if (strength > 0) {
                double bent = along + 2.2 * slow.at(x * 0.09 + 3, y * 0.09 + 51);
                double ridge = Math.abs(quick.at(0.05 * bent + 5, 0.3 * across));
                double fork = Math.abs(quick.at(0.1 * bent + 33, 0.5 * across + 12));
                amount += 0.7 * strength * (ramp(1 - ridge / 0.07) + 0.4 * ramp(1 - fork / 0.07));
            }
            return behind * Math.min(0.8, amount);
        }

        /** Fat with thin septa; in front of the spine mostly fibres, small muscles and glands. */
        private void loose(double x, double y, PaintedPlane.Point point) {
            point.cover(Tissue.FAT, 1);
            double septum = Math.min(
                    Math.abs(quick.at(x * 0.16, y * 0.16 + 60)), 0.03 + Math.abs(quick.at(x * 0.37 + 20, y * 0.37)));
            double front = ramp((-27 - y) / 12) * ramp((64 - Math.abs(x)) / 16);
            point.cover(Tissue.CONNECTIVE, 0.05 + 0.6 * ramp((0.08 - septum) / 0.08) + 0.3 * front);
            point.cover(Tissue.MUSCLE, 0.6 * front);
        }
    }
}
