package org.cordscope.report.figure;

import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.figure.Svg.Anchor;

/** The two by two table of truth and call, with counts and the share of each row. */
public final class ConfusionFigure {
    private static final double LEFT = 148;
    private static final double TOP = 78;
    private static final double WIDE = 168;
    private static final double TALL = 132;

    private ConfusionFigure() {}

    public static Figure of(Evaluation evaluation) {
        Confusion c = evaluation.confusion();
        Svg svg = new Svg();
        svg.text(
                LEFT + WIDE,
                26,
                "Model, threshold " + RocFigures.threshold(evaluation),
                Tone.INK,
                Anchor.MIDDLE,
                14,
                true);
        svg.text(LEFT + WIDE / 2, 58, "compressed", Tone.INK, Anchor.MIDDLE);
        svg.text(LEFT + WIDE * 1.5, 58, "not compressed", Tone.INK, Anchor.MIDDLE);
        svg.upwards(24, TOP + TALL, "Truth", Tone.INK);
        row(svg, 0, "compressed", c.compressed());
        row(svg, 1, "not compressed", c.notCompressed());
        cell(svg, 0, 0, c.truePositives(), c.compressed(), Tone.FIRST);
        cell(svg, 1, 0, c.falseNegatives(), c.compressed(), Tone.SECOND);
        cell(svg, 0, 1, c.falsePositives(), c.notCompressed(), Tone.SECOND);
        cell(svg, 1, 1, c.trueNegatives(), c.notCompressed(), Tone.FIRST);
        String description = "Of " + Numbers.count(c.compressed()) + " compressed slices "
                + Numbers.count(c.truePositives())
                + " were found; of " + Numbers.count(c.notCompressed()) + " others " + Numbers.count(c.falsePositives())
                + " were called compressed.";
        return new Figure("confusion", "Truth and call, counted", description, 500, 360, svg.body());
    }

    private static void row(Svg svg, int row, String label, long count) {
        double middle = TOP + TALL * (row + 0.5);
        svg.text(LEFT - 12, middle - 3, label, Tone.INK, Anchor.END);
        svg.text(LEFT - 12, middle + 16, "n = " + Numbers.count(count), Tone.MUTED, Anchor.END);
    }

    private static void cell(Svg svg, int column, int row, long count, long ofRow, Tone tone) {
        double x = LEFT + column * WIDE;
        double y = TOP + row * TALL;
        double share = ofRow == 0 ? 0 : (double) count / ofRow;
        svg.filled(x + 2, y + 2, WIDE - 4, TALL - 4, tone, 0.06 + 0.34 * share, 6);
        svg.text(x + WIDE / 2, y + TALL / 2 + 2, Numbers.count(count), Tone.INK, Anchor.MIDDLE, 28, true);
        svg.text(
                x + WIDE / 2,
                y + TALL / 2 + 28,
                ofRow == 0 ? Numbers.NONE : Numbers.percent(share) + " of row",
                Tone.INK,
                Anchor.MIDDLE);
    }
}
