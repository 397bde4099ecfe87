package org.cordscope.phantom.anatomy;

import org.cordscope.study.Compression;

/**
 * The truth of one section, told from its outlines alone.
 *
 * <p>Rule: the cord is compressed where its boundary is pressed inwards by at least {@link #THRESHOLD} of its unpressed AP
 * diameter (about 0.55 mm), measured as the greatest distance of a point of the unpressed outline, lying where the cord now
 * lies, from the pressed one. A cord that only slides aside, or a canal without fluid round an intact cord, is not compressed.
 *
 * @param frontIndentation greatest inward displacement of the anterior half over the unpressed AP diameter; likewise back
 * @param fluidLost share of the subarachnoid space lost against the same level without lesion, 0 to 1
 * @param kangGrade 0 to 3 (Kang et al., AJR 2011): 1 more than half of the subarachnoid space lost, 2 cord deformed, 3 with
 *     T2 signal in the cord
 */
public record Truth(
        double frontIndentation,
        double backIndentation,
        double fluidLost,
        int kangGrade,
        Pattern pattern,
        CordMeasures measures) {

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

    public static Truth of(CanalSection section) {
        double ap = CordMeasures.of(section.unpressed()).apMm();
        double front = depth(section, true) / ap;
        double back = depth(section, false) / ap;
        double free = fluid(section.freeSac(), section.unpressed());
        double lost = Math.max(0, 1 - fluid(section.sac(), section.cord()) / free);
        Pattern pattern = pattern(front, back);
        int kang = pattern == Pattern.NONE ? (lost > 0.5 ? 1 : 0) : section.cordSignal() > 0 ? 3 : 2;
        return new Truth(front, back, lost, kang, pattern, CordMeasures.onGrid(section.cord(), GRID_MM));
    }

    public double indentation() {
        return Math.max(frontIndentation, backIndentation);
    }

    public Compression compression() {
        return indentation() >= THRESHOLD ? Compression.COMPRESSED : Compression.NOT_COMPRESSED;
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

    private static double depth(CanalSection section, boolean front) {
        Outline before = section.unpressed();
        double middle = CordMeasures.centroid(before)[1];
        double most = 0;
        for (int i = 0; i < before.size(); i++) {
            double x = before.x()[i];
            double y = before.y()[i];
            if ((y < middle) == front && !section.cord().contains(x, y)) {
                most = Math.max(most, section.cord().distance(x, y));
            }
        }
        return most;
    }

    private static double fluid(Outline sac, Outline cord) {
        return Math.max(1, CordMeasures.area(sac) - CordMeasures.area(cord));
    }
}
