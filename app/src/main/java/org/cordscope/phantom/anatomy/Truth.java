package org.cordscope.phantom.anatomy;

import org.cordscope.study.Compression;

/**
 * The truth of one section, told from its outlines alone.
 *
 * <p>Rule of the binary label: the cord is compressed where its boundary is pressed inwards by at least {@link #THRESHOLD}
 * of its unpressed AP diameter (about 0.55 mm), measured as the greatest distance of a point of the unpressed outline, lying
 * where the cord now lies, from the pressed one. A cord that only slides or turns aside, or a canal without fluid round an
 * intact cord, is not compressed.
 *
 * @param level vertebra, or the vertebra above the disc
 * @param disc true at the disc
 * @param frontIndentation greatest inward displacement of the anterior half over the unpressed AP diameter; likewise back
 * @param fluidLost share of the subarachnoid space lost against the same level without lesion, 0 to 1
 * @param kangGrade 0 to 3 (Kang et al., AJR 2011): 1 more than half of the subarachnoid space lost, 2 cord deformed, 3 with
 *     T2 signal in the cord
 * @param torsionDegrees turn of the cord's long axis out of the left-right axis, positive when its left side lies further
 *     back
 * @param mscc maximum spinal cord compression, percent: 100 (1 - AP / mean AP of the next intact vertebral levels)
 * @param cordSignal T2 signal within the cord, 0 for none to 1
 * @param measures of the cord, and {@code canal} of the dural sac, on a mask of 0.5 mm
 */
public record Truth(
        Level level,
        boolean disc,
        double frontIndentation,
        double backIndentation,
        double fluidLost,
        int kangGrade,
        Pattern pattern,
        double torsionDegrees,
        double mscc,
        double cordSignal,
        CordMeasures measures,
        CordMeasures canal) {

    /** Share of the unpressed AP diameter from which on an indentation counts. */
    public static final double THRESHOLD = 0.075;

    /** Pixel of the mask that {@link #measures} are taken on, that of the PAM50 template. */
    static final double GRID_MM = 0.5;

    /** From where the cord is pressed. */
    public enum Pattern {
        NONE,
        ANTERIOR,
        POSTERIOR,
        CIRCUMFERENTIAL
    }

    /** How much of the cord's boundary is pressed, as the paper's Figure 2 tells compressed slices apart. */
    public enum Extent {
        NONE,
        PARTIAL,
        CIRCUMFERENTIAL
    }

    public static Truth of(CanalSection section) {
        CordMeasures unpressed = CordMeasures.of(section.unpressed());
        double front = depth(section, true) / unpressed.apMm();
        double back = depth(section, false) / unpressed.apMm();
        double free = fluid(section.freeSac(), section.unpressed());
        double lost = Math.max(0, 1 - fluid(section.sac(), section.cord()) / free);
        Pattern pattern = pattern(front, back);
        CordMeasures cord = CordMeasures.of(section.cord());
        return new Truth(
                section.level(),
                section.disc(),
                front,
                back,
                lost,
                kang(pattern, lost, section.cordSignal()),
                pattern,
                cord.turnDegrees(),
                100 * (1 - cord.apMm() / section.referenceApMm()),
                section.cordSignal(),
                CordMeasures.onGrid(section.cord(), GRID_MM),
                CordMeasures.onGrid(section.sac(), GRID_MM));
    }

    private static int kang(Pattern pattern, double fluidLost, double signal) {
        if (pattern == Pattern.NONE) {
            return fluidLost > 0.5 ? 1 : 0;
        }
        return signal > 0 ? 3 : 2;
    }

    public double indentation() {
        return Math.max(frontIndentation, backIndentation);
    }

    public Compression compression() {
        return indentation() >= THRESHOLD ? Compression.COMPRESSED : Compression.NOT_COMPRESSED;
    }

    public Extent extent() {
        return switch (pattern) {
            case NONE -> Extent.NONE;
            case ANTERIOR, POSTERIOR -> Extent.PARTIAL;
            case CIRCUMFERENTIAL -> Extent.CIRCUMFERENTIAL;
        };
    }

    /** AP room left beside the cord: the canal's AP diameter less the cord's, mm. */
    public double spaceLeftMm() {
        return canal.apMm() - measures.apMm();
    }

    private static Pattern pattern(double front, double back) {
        if (Math.max(front, back) < THRESHOLD) {
            return Pattern.NONE;
        }
        if (Math.min(front, back) >= THRESHOLD * 0.6) {
            return Pattern.CIRCUMFERENTIAL;
        }
        return front > back ? Pattern.ANTERIOR : Pattern.POSTERIOR;
    }

    /** Greatest inward displacement of one half of the cord's boundary, mm. */
    static double depth(CanalSection section, boolean front) {
        return depth(section.unpressed(), section.cord(), front);
    }

    static double depth(Outline before, Outline cord, boolean front) {
        double middle = CordMeasures.centroid(before)[1];
        double most = 0;
        for (int i = 0; i < before.size(); i++) {
            double x = before.x()[i];
            double y = before.y()[i];
            if ((y < middle) == front && !cord.contains(x, y)) {
                most = Math.max(most, cord.distance(x, y));
            }
        }
        return most;
    }

    private static double fluid(Outline sac, Outline cord) {
        return Math.max(1, CordMeasures.area(sac) - CordMeasures.area(cord));
    }
}
