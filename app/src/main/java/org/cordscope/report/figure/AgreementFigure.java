package org.cordscope.report.figure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.report.figure.Plot.Range;
import org.cordscope.report.figure.Svg.Anchor;

/** Agreement of raters, each pair and all at once, with intervals clustered by patient. */
public final class AgreementFigure {
    private static final double ROW = 30;
    private static final double TOP = 48;
    private static final double LEFT = 300;
    private static final double WIDE = 420;

    private AgreementFigure() {}

    /** @param pairs agreement of two raters by their names, in order */
    public static Figure of(Map<String, RaterAgreement> pairs, MultiRaterAgreement all) {
        Map<String, Estimate> rows = new LinkedHashMap<>();
        if (pairs.size() <= 12) {
            pairs.forEach((names, a) -> rows.put("Cohen\u2019s kappa, " + names, a.kappa()));
        }
        if (pairs.size() != 1) {
            rows.put("Conger\u2019s kappa, all raters", all.conger());
        }
        rows.put("Fleiss\u2019 kappa", all.fleiss());
        rows.put("Gwet\u2019s AC1", all.gwet());
        rows.put("Krippendorff\u2019s alpha", all.alpha());
        rows.put("Positive agreement", all.specific().get(all.specific().size() - 1));
        rows.put("Negative agreement", all.specific().get(0));
        double lowest = rows.values().stream()
                .filter(Estimate::isDefined)
                .mapToDouble(e -> e.hasInterval() ? e.low() : e.value())
                .min()
                .orElse(0);
        Svg svg = new Svg();
        double height = ROW * rows.size();
        Range range = Range.covering(Math.min(lowest, 0.9), 1);
        Plot plot = new Plot(svg, LEFT, TOP, WIDE, height, range, new Range(0, 1, 2, 0));
        plot.horizontalAxis("Agreement");
        svg.text(LEFT + WIDE + 24, TOP - 14, "Value (95 % interval)", Tone.MUTED, Anchor.START);
        int row = 0;
        for (Map.Entry<String, Estimate> entry : rows.entrySet()) {
            row(svg, plot, entry.getKey(), entry.getValue(), TOP + ROW * (row++ + 0.5));
        }
        return new Figure(
                "agreement",
                "Agreement of the raters",
                all.raters().size() + " raters, n = " + Numbers.counted(all.units(), "slice") + " of "
                        + Numbers.counted(all.patients(), "patient") + "; intervals clustered by patient.",
                960,
                (int) (TOP + height + 58),
                svg.body());
    }

    private static void row(Svg svg, Plot plot, String name, Estimate e, double middle) {
        svg.text(
                20, middle + 4.5, name.length() > 42 ? name.substring(0, 41) + "\u2026" : name, Tone.INK, Anchor.START);
        svg.text(LEFT + WIDE + 24, middle + 4.5, Numbers.estimate(e), Tone.INK, Anchor.START);
        if (e.hasInterval()) {
            svg.line(plot.x(e.low()), middle, plot.x(e.high()), middle, Tone.FIRST, 2);
        }
        if (e.isDefined()) {
            svg.circle(plot.x(e.value()), middle, 5, Tone.FIRST);
        }
    }
}
