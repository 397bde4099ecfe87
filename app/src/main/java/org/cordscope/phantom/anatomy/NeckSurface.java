package org.cordscope.phantom.anatomy;

/**
 * Skin and the fat beneath it: the outline of a neck at seven levels, drawn beside real slices, from under the jaw and the
 * groove behind it over the nape to shoulders that leave the picture; fat is thin in front, thick behind.
 */
final class NeckSurface {
    private static final double SKIN_MM = 0.8;
    private static final double FASCIA_MM = 1.1;
    private static final double LEAST_FAT_MM = 0.2;
    private static final int STEPS = 8;

    /** How much thicker and thinner the fat of the front and the sides is from place to place. */
    private static final double LUMPS = 1.6;

    /** How far a place of the outline lies off the usual, the same along the neck (SD). */
    private static final double OWN_MM = 1.4;

    /** Half of what one painted section stands for: shoulders flare within it. */
    private static final double HALF_SECTION_MM = 0.6;

    /** Half the outline at each level of {@link Level} from the throat to the nape: x and y by turns, mm. */
    private static final double[][] HALF = {
        {0, -86, 26, -83, 46, -74, 62, -57, 71, -38, 68, -18, 61, 2, 56, 22, 46, 42, 27, 58, 0, 65},
        {0, -84, 24, -82, 43, -73, 58, -56, 68, -36, 66, -17, 61, 2, 57, 20, 46, 40, 27, 56, 0, 63},
        {0, -78, 21, -75, 38, -66, 52, -51, 63, -30, 64, -13, 61, 3, 57, 19, 45, 38, 27, 54, 0, 60.5},
        {0, -70, 17, -66, 32, -56, 46, -40, 57, -24, 62, -9, 61, 7, 58, 21, 46, 38, 28, 53, 0, 59},
        {0, -65, 14, -60, 31, -46, 46, -31, 56, -17, 61, -4, 63, 9, 71, 23, 70, 39, 40, 56, 0, 61},
        {0, -62, 18, -58, 35, -47, 50, -34, 60, -19, 68, -10, 86, -6, 112, 8, 116, 46, 62, 66, 0, 68},
        {0, -61, 21, -58, 41, -46, 57, -34, 71, -23, 89, -14, 114, -4, 142, 14, 150, 48, 80, 72, 0, 73},
    };

    /** How thick the fat is at the same places, against that of the patient. */
    private static final double[][] FAT = {
        {.25, .25, .3, .35, .4, .22, .12, .18, .75, 1.2, 1.25},
        {.2, .2, .25, .35, .35, .2, .12, .22, .75, 1.1, 1.1},
        {.15, .15, .2, .26, .26, .16, .14, .25, .75, 1, .95},
        {.12, .12, .15, .18, .2, .14, .15, .3, .65, .9, .9},
        {.1, .1, .1, .11, .13, .17, .25, .4, .7, 1.15, 1.6},
        {.07, .07, .08, .1, .14, .28, .5, .5, .5, 1.1, 2.1},
        {.07, .07, .08, .12, .2, .35, .5, .5, .6, 1.3, 2.4},
    };

    private static final int PLACES = FAT[0].length;

    /** Places of the whole outline, down the left side and up the right one. */
    private static final int COUNT = 2 * (PLACES - 1);

    private final double scale;
    private final double fatMm;
    private final SmoothNoise noise;
    private final double foldsMm;
    private final double flatMm;
    private final double flatSlope;
    private final double unevenness;
    private final double[] ownX = new double[COUNT];
    private final double[] ownY = new double[COUNT];

    /**
     * @param scale size of this neck against the usual
     * @param fatMm thickness of the subcutaneous fat at the nape
     */
    NeckSurface(double scale, double fatMm, SeededDraw draw) {
        this.scale = scale;
        this.fatMm = fatMm;
        this.noise = new SmoothNoise(draw.named("noise", 0));
        this.foldsMm = draw.chance(0.4) ? 0.12 * fatMm * draw.between(0.5, 1.6) : 0;
        this.flatMm = draw.chance(0.6) ? draw.between(0.5, 3.5) : 0;
        this.flatSlope = draw.normal(0, 0.05, -0.12, 0.12);
        this.unevenness = draw.between(0.6, 1.4);
        for (int i = 0; i < COUNT; i++) {
            ownX[i] = draw.normal(0, OWN_MM, -2 * OWN_MM, 2 * OWN_MM);
            ownY[i] = draw.normal(0, OWN_MM, -2 * OWN_MM, 2 * OWN_MM);
        }
        ownX[0] *= 0.3;
        ownY[0] *= 0.3;
    }

    /** The surfaces of one height, which belong together. */
    record Section(Outline skin, Outline corium, Outline fascia, Outline muscle) {}

    Section at(double z, Warp warp) {
        double[] placeX = new double[COUNT];
        double[] placeY = new double[COUNT];
        double[] fat = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            int half = i < PLACES ? i : COUNT - i;
            int side = i < PLACES ? 1 : -1;
            placeX[i] = side * scale * level(HALF, 2 * half, z) + ownX[i];
            placeY[i] = scale * level(HALF, 2 * half + 1, z) + ownY[i];
            fat[i] = fatMm * level(FAT, half, z);
        }
        SmoothNoise.Plane rough = noise.at(z * 0.03);
        SmoothNoise.Plane folds = noise.at(z * 0.12 + 500);
        double[] x = new double[COUNT * STEPS];
        double[] y = new double[COUNT * STEPS];
        double[] depth = new double[COUNT * STEPS];
        for (int at = 0; at < x.length; at++) {
            x[at] = along(placeX, at);
            y[at] = along(placeY, at);
            double uneven = 1 + 0.6 * unevenness * rough.at(0.05 * x[at] + 20, 0.05 * y[at] + 20);
            double lumps = 1 + LUMPS * Curves.smooth((30 - y[at]) / 20) * folds.at(0.09 * x[at] + 7, 0.09 * y[at] + 3);
            depth[at] = Math.max(LEAST_FAT_MM, along(fat, at) * uneven * lumps);
        }
        Outline skin = flattened(folded(warp.of(new Outline(x, y), z), folds));
        return new Section(
                skin,
                below(skin, depth, 0, SKIN_MM),
                below(skin, depth, 1, SKIN_MM),
                below(skin, depth, 1, SKIN_MM + FASCIA_MM));
    }

    private static double level(double[][] table, int column, double z) {
        double[] perLevel = new double[table.length];
        for (int i = 0; i < perLevel.length; i++) {
            perLevel[i] = table[i][column];
        }
        return Level.interpolate(perLevel, z);
    }

    /** A quantity at one of the outline's points, {@link #STEPS} to each place; round by Catmull and Rom's spline. */
    private static double along(double[] places, int at) {
        int k = at / STEPS;
        double t = (at - k * STEPS) / (double) STEPS;
        double a = places[(k + COUNT - 1) % COUNT];
        double b = places[k];
        double c = places[(k + 1) % COUNT];
        double d = places[(k + 2) % COUNT];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /** Creases of the skin, which run round the nape and the sides of the throat. */
    private Outline folded(Outline skin, SmoothNoise.Plane folds) {
        return Curves.inset(skin, (x, y) -> {
            double crease = Math.abs(folds.at(0.06 * x + 9, 0.09 * y + 11));
            double behind = Curves.smooth((y - 15) / 25) + 0.4 * Curves.smooth((-20 - y) / 20);
            return 0.35 * folds.at(0.11 * x, 0.11 * y) + foldsMm * behind * Math.max(0, 1 - crease / 0.16);
        });
    }

    /** The nape rests on the coil: it gives way, and lies flat. */
    private Outline flattened(Outline skin) {
        if (flatMm == 0) {
            return skin;
        }
        double lowest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < skin.size(); i++) {
            lowest = Math.max(lowest, skin.y()[i]);
        }
        double bed = lowest - flatMm;
        double[] y = new double[skin.size()];
        for (int i = 0; i < y.length; i++) {
            double over = skin.y()[i] - bed - flatSlope * skin.x()[i];
            y[i] = skin.y()[i] - (over > -3 ? 0.65 * Math.max(0, over) + 0.1 * (over + 3) : 0);
        }
        return new Outline(skin.x(), y);
    }

    private static Outline below(Outline skin, double[] fatMm, double share, double mm) {
        double[] depth = new double[fatMm.length];
        for (int i = 0; i < depth.length; i++) {
            depth[i] = mm + share * fatMm[i];
        }
        return Curves.inset(skin, depth);
    }

    /** Everything within the skin, to be painted over. */
    static void addInside(LayerStack stack, Section section) {
        stack.add(Tissue.CONNECTIVE, section.skin());
    }

    /**
     * Subcutaneous fat with its septa, skin and the air around: laid over what reaches too far. Air comes in three parts, of
     * the section's top, middle and bottom, so that what flares within a section fades.
     */
    void addWrapping(LayerStack stack, Section section, double z, Warp warp) {
        SmoothNoise.Plane septa = noise.at(z * 0.1 + 900);
        Section lower = at(z - HALF_SECTION_MM, warp);
        stack.add(Tissue.FAT, Outline.ring(section.muscle(), section.fascia()), 0.25);
        stack.add(Outline.ring(lower.corium(), section.fascia()), (x, y, point) -> {
            point.cover(Tissue.FAT, 1);
            double u = septa.at(0.1 * x + 0.07 * y + 3, 0.14 * y - 0.08 * x);
            double v = septa.at(0.09 * x - 0.16 * y + 31, 0.13 * y + 0.12 * x + 7);
            double wall = Math.min(Math.abs(u), 0.015 + Math.abs(v)) / (0.03 + 0.03 * Math.abs(u + v));
            if (wall < 1) {
                point.cover(Tissue.CONNECTIVE, 0.6 * (1 - wall));
            }
        });
        stack.add(Tissue.SKIN, Outline.ring(lower.skin(), lower.corium()));
        addAir(stack, at(z + HALF_SECTION_MM, warp).skin(), 1.0 / 3);
        addAir(stack, section.skin(), 0.5);
        addAir(stack, lower.skin(), 1);
    }

    private static void addAir(LayerStack stack, Outline skin, double opacity) {
        stack.add(Tissue.AIR, Outline.ring(Outline.ellipse(0, 0, 400, 400), skin), opacity);
    }
}
