package org.cordscope.phantom.anatomy;

import java.util.Arrays;

/**
 * Size of a subject's cord and spinal canal at every level before anything presses on them: the distribution of {@link
 * Level}'s table, whose adults are 29 years old on average and half of them men, with most of the variation shared by all
 * levels; shifted by sex as in {@code data/normative}, and by age as Kato et al. (Spine 2012, n = 1,211) found: the cord's
 * area falls by 8 % and the canal's AP diameter at C5 by 12 % until 65. Patients have somewhat narrower canals.
 *
 * @param cordAp cord AP diameter at C1 to T3, mm; likewise the others
 * @param cordOffsetMm how far behind the canal's middle the cord lies in the middle of the neck
 * @param sliding how far the denticulate ligaments let the cord give way, as a share of what it is pressed
 * @param waves how the intact cord is rounder and flatter along its length
 * @param cordTurn how far the intact cord is turned, radians
 * @param asideMm how far to the left it lies; {@code skew} how much thicker its left edge is than its middle, as a share
 */
@SuppressWarnings("ArrayRecordComponent") // ten numbers each, made once and only read
record SpinalForm(
        double[] cordAp,
        double[] cordRl,
        double[] canalAp,
        double[] canalRl,
        CordShape shape,
        double cordOffsetMm,
        double cordTurn,
        double sliding,
        Waves waves,
        double asideMm,
        double skew) {

    /** Heights of the middles of C1 to T3. */
    private static final double[] HEIGHTS = {19, 0, -19, -36.5, -53.5, -70, -87.5, -107, -128, -149};

    private static final double[][] CORD_AP = {
        {8.268, 7.757, 7.595, 7.622, 7.471, 7.067, 6.563, 6.289, 6.065, 5.804},
        {.550, .525, .510, .494, .506, .498, .445, .431, .454, .472}
    };
    private static final double[][] CORD_RL = {
        {11.356, 11.734, 12.137, 12.932, 13.027, 12.439, 10.943, 9.406, 8.692, 8.204},
        {.708, .706, .752, .815, .824, .834, .899, .674, .631, .672}
    };
    private static final double[][] CANAL_AP = {
        {16.078, 14.499, 13.059, 12.801, 12.776, 12.578, 12.756, 12.897, 12.690, 12.610},
        {1.631, 1.402, 1.169, 1.182, 1.175, 1.182, 1.247, 1.190, 1.217, 1.240}
    };
    private static final double[][] CANAL_RL = {
        {23.232, 22.237, 20.837, 20.973, 21.174, 20.684, 19.744, 17.999, 16.082, 15.100},
        {2.294, 1.985, 1.639, 1.467, 1.546, 1.633, 1.708, 1.811, 1.582, 1.400}
    };
    private static final double[] ROUNDNESS = {1, .8, .35, .1, 0, 0, .25, .75, .95, 1};

    private static final double TABLE_AGE = 29;
    private static final double LEAST_FLUID_AP_MM = 1.6;
    private static final double LEAST_FLUID_RL_MM = 3;
    /** What a scenario may ask for: hardly more than the dura and a film of fluid. */
    private static final double LEAST_WANTED_AP_MM = 0.8;

    private static final double LEAST_WANTED_RL_MM = 1.4;

    /** How far one subject lies off the mean in each size, in standard deviations, at all levels alike. */
    private record Scores(double cordAp, double cordRl, double canalAp, double canalRl) {
        static Scores draw(SeededDraw draw) {
            double cord = draw.normal();
            double canal = draw.normal();
            return new Scores(
                    mix(cord, 0.25, draw),
                    mix(cord, 0.25, draw),
                    mix(canal * 0.95 + 0.3 * cord, 0.35, draw),
                    mix(canal * 0.95 + 0.3 * cord, 0.35, draw));
        }

        /** A deviate that shares this part of its variance with another. */
        private static double mix(double common, double share, SeededDraw draw) {
            return Math.sqrt(share) * common + Math.sqrt(1 - share) * draw.normal(0, 1, -2.6, 2.6);
        }
    }

    /** Two waves of a few centimetres: share by which the AP diameter departs. */
    record Waves(double lengthMm, double phase, double secondLengthMm, double secondPhase) {
        private static final double STRENGTH = 0.026;

        static Waves draw(SeededDraw draw) {
            return new Waves(
                    draw.between(22, 34),
                    draw.between(0, 2 * Math.PI),
                    draw.between(34, 60),
                    draw.between(0, 2 * Math.PI));
        }

        double at(double z) {
            return STRENGTH
                    * (StrictMath.sin(2 * Math.PI * z / lengthMm + phase)
                            + StrictMath.sin(2 * Math.PI * z / secondLengthMm + secondPhase));
        }
    }

    static SpinalForm draw(SeededDraw draw, Subject subject) {
        double sex = subject.sex() == Subject.Sex.M ? 1 : -1;
        double years = subject.ageYears() - TABLE_AGE;
        double disease = Math.min(1, Math.max(0, subject.severity() / 3 + 1));
        Scores scores = Scores.draw(draw.named("scores", 0));
        double narrow = draw.chance(0.3 * disease) ? draw.between(0.74, 0.9) : 1 - 0.035 * disease;
        double flat = draw.chance(0.25 * disease) ? draw.between(0.04, 0.12) : 0;
        double cord = 1 - 0.0011 * years;
        double canal = (1 - 0.0032 * years) * narrow;
        double[] cordAp = sizes(draw, CORD_AP, scores.cordAp(), cord * (1 - flat) * (1 + 0.014 * sex));
        double[] cordRl = sizes(draw, CORD_RL, scores.cordRl(), cord * (1 + 0.5 * flat) * (1 + 0.0105 * sex));
        double[] canalAp = sizes(draw, CANAL_AP, scores.canalAp(), canal * (1 + 0.021 * sex));
        double[] canalRl = sizes(draw, CANAL_RL, scores.canalRl(), Math.sqrt(narrow) * (1 + 0.014 * sex));
        widenFor(canalAp, canalRl, cordAp, cordRl, LEAST_FLUID_AP_MM, LEAST_FLUID_RL_MM);
        return new SpinalForm(
                cordAp,
                cordRl,
                canalAp,
                canalRl,
                new CordShape(draw.normal(0.085, 0.022, 0.03, 0.14)),
                draw.normal(0, 0.7, -1.4, 1.4),
                Math.toRadians(draw.normal(0, 2.6, -6, 6)),
                draw.between(0.45, 0.95),
                Waves.draw(draw.named("waves", 0)),
                0,
                0);
    }

    /** The same with what a scenario asks for. */
    SpinalForm varied(Scenario scenario) {
        if (scenario.equals(Scenario.USUAL)) {
            return this;
        }
        double[] ap = times(cordAp, 1 - scenario.flattening());
        double[] rl = times(cordRl, 1 + 0.5 * scenario.flattening());
        double[] apOfCanal = times(canalAp, scenario.canal());
        double[] rlOfCanal = times(canalRl, scenario.canalWidth());
        widenFor(apOfCanal, rlOfCanal, ap, rl, LEAST_WANTED_AP_MM, LEAST_WANTED_RL_MM);
        return new SpinalForm(
                ap,
                rl,
                apOfCanal,
                rlOfCanal,
                shape,
                cordOffsetMm,
                cordTurn + scenario.turn(),
                sliding,
                waves,
                scenario.asideMm(),
                scenario.skew());
    }

    private static double[] times(double[] sizes, double factor) {
        return Arrays.stream(sizes).map(size -> factor * size).toArray();
    }

    /** No canal is so narrow that it has no fluid. */
    private static void widenFor(
            double[] canalAp, double[] canalRl, double[] cordAp, double[] cordRl, double leastAp, double leastRl) {
        for (int i = 0; i < HEIGHTS.length; i++) {
            canalAp[i] = Math.max(canalAp[i], cordAp[i] + leastAp);
            canalRl[i] = Math.max(canalRl[i], cordRl[i] + leastRl);
        }
    }

    private static double[] sizes(SeededDraw draw, double[][] table, double score, double factor) {
        double[] sizes = new double[HEIGHTS.length];
        for (int i = 0; i < sizes.length; i++) {
            double own = 0.78 * score + 0.62 * draw.normal(0, 1, -2.5, 2.5);
            sizes[i] = factor * (table[0][i] + 0.95 * table[1][i] * own);
        }
        return sizes;
    }

    /** A quantity at a height: linear between the levels, constant beyond. */
    static double at(double[] perLevel, double z) {
        int i = 0;
        while (i < HEIGHTS.length - 2 && z < HEIGHTS[i + 1]) {
            i++;
        }
        double t = (HEIGHTS[i] - z) / (HEIGHTS[i] - HEIGHTS[i + 1]);
        return perLevel[i] + Math.min(1, Math.max(0, t)) * (perLevel[i + 1] - perLevel[i]);
    }

    Canal canalAt(double z) {
        return Canal.ofDiameters(at(canalAp, z), at(canalRl, z), at(ROUNDNESS, z));
    }

    /** The cord as it would lie with nothing pressing on it, in the canal's frame. */
    Outline restingCordAt(double z, Canal canal) {
        double ap = at(cordAp, z) * (1 + waves.at(z));
        double room = Math.max(0, (canal.back(0) - canal.front(0) - ap) / 2 - 0.7);
        double middle = (canal.back(0) + canal.front(0)) / 2;
        double offset = cordOffsetMm + lordosis(z);
        Outline even = shape.of(ap, at(cordRl, z) * (1 - 0.7 * waves.at(z)));
        return (skew == 0 ? even : skewed(even))
                .moved(1, 1, cordTurn, asideMm, middle + Math.min(room, Math.max(-room, offset)));
    }

    private Outline skewed(Outline cord) {
        double half = Arrays.stream(cord.x()).max().orElseThrow();
        double[] y = cord.y().clone();
        for (int i = 0; i < y.length; i++) {
            y[i] *= 1 + skew * cord.x()[i] / half;
        }
        return new Outline(cord.x(), y);
    }

    /** The cord lies forward at the top of the thoracic curve, back in the upper neck and near the middle between. */
    private static double lordosis(double z) {
        return at(new double[] {-0.6, -0.4, -0.2, 0.1, 0.1, 0, -0.3, -0.8, -1.1, -1.3}, z);
    }
}
