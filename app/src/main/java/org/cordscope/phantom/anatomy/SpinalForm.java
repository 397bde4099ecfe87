package org.cordscope.phantom.anatomy;

/**
 * Size of a patient's cord and spinal canal at every level before anything presses on them: the table's distribution with
 * most of the variation shared by all levels of a patient, shifted by sex and age as the older cohorts in the literature
 * report (cord area -8 %, canal AP -10 % from 29 to 65 years).
 *
 * @param cordAp cord AP diameter per {@link Level}, mm; likewise the others
 * @param cordOffsetMm how far behind the canal's middle the cord lies
 */
@SuppressWarnings("ArrayRecordComponent") // seven numbers each, made once and only read
record SpinalForm(double[] cordAp, double[] cordRl, double[] canalAp, double[] canalRl, double cordOffsetMm) {

    private static final double TABLE_AGE = 29;

    static SpinalForm draw(SeededDraw draw, Subject subject) {
        double sex = subject.sex() == Subject.Sex.M ? 1 : -1;
        double years = subject.ageYears() - TABLE_AGE;
        double size = draw.normal(0, 1, -2.3, 2.3);
        double apScore = 0.5 * size + 0.8 * draw.normal(0, 1, -2.3, 2.3);
        double rlScore = 0.5 * size + 0.8 * draw.normal(0, 1, -2.3, 2.3);
        double canalScore = 0.3 * size + 0.9 * draw.normal(0, 1, -2, 2.3);
        double narrow = draw.chance(0.12) ? draw.between(0.78, 0.86) : 1;
        double flat = draw.chance(0.15) ? draw.between(0.05, 0.10) : draw.normal(0, 0.012, -0.03, 0.03);
        double cordFactor = (1 + 0.012 * sex) * (1 - 0.0009 * years);
        double canalFactor = (1 + 0.018 * sex) * (1 - 0.0022 * years) * narrow;
        Level[] levels = Level.values();
        double[][] sizes = new double[4][levels.length];
        for (int i = 0; i < levels.length; i++) {
            Level l = levels[i];
            sizes[0][i] = cordFactor * (1 - flat) * (l.cordApMm() + l.cordApDeviationMm() * own(draw, apScore));
            sizes[1][i] = cordFactor * (1 + flat) * (l.cordRlMm() + l.cordRlDeviationMm() * own(draw, rlScore));
            double ap = canalFactor * (l.canalApMm() + l.canalApDeviationMm() * own(draw, canalScore));
            sizes[2][i] = Math.max(ap, sizes[0][i] + 1.6);
            double rl = Math.sqrt(narrow) * (l.canalRlMm() + l.canalRlDeviationMm() * own(draw, canalScore));
            sizes[3][i] = Math.max(rl, sizes[1][i] + 3.5);
        }
        return new SpinalForm(sizes[0], sizes[1], sizes[2], sizes[3], draw.normal(0.1, 0.5, -1, 1));
    }

    private static double own(SeededDraw draw, double score) {
        return 0.92 * score + draw.normal(0, 0.35, -1, 1);
    }

    Canal canalAt(double z) {
        double round = Level.interpolate(new double[] {0.8, .4, .1, 0, 0, .2, .6}, z);
        return new Canal(Level.interpolate(canalAp, z), Level.interpolate(canalRl, z), round);
    }

    /** The cord as it would lie with nothing pressing on it, in the canal's frame. */
    Outline restingCordAt(double z, Canal canal) {
        double ap = Level.interpolate(cordAp, z);
        Outline shape = CordShape.of(ap, Level.interpolate(cordRl, z));
        double room = Math.max(0, (canal.back(0) - canal.front(0) - ap) / 2 - 0.7);
        double middle = (canal.back(0) + canal.front(0)) / 2;
        return shape.moved(0, middle + Math.min(room, Math.max(-room, cordOffsetMm)));
    }
}
