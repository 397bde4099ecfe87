package org.cordscope.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.report.figure.Numbers;

/** Agreement of any number of raters with each other, and of each with itself. */
public final class AgreementTables {
    private AgreementTables() {}

    /** All raters at once. */
    public static Table raters(MultiRaterAgreement a) {
        List<List<String>> rows = new ArrayList<>(List.of(
                row("Observed agreement of two raters", a.observed()),
                row("Conger\u2019s kappa (Cohen\u2019s of two)", a.conger()),
                row("Fleiss\u2019 kappa", a.fleiss()),
                row(a.specific().size() == 2 ? "Gwet\u2019s AC1" : "Gwet\u2019s AC2", a.gwet()),
                row("Krippendorff\u2019s alpha", a.alpha())));
        for (int k = 0; k < a.specific().size(); k++) {
            String name = a.specific().size() > 2
                    ? "Agreement on grade " + k
                    : k == 0 ? "Negative agreement" : "Positive agreement";
            rows.add(row(name, a.specific().get(k)));
        }
        return new Table(
                "Agreement of " + a.raters().size() + " raters on " + Numbers.counted(a.units(), "slice") + " of "
                        + Numbers.counted(a.patients(), "patient"),
                List.of("Measure", "Value", "95 % interval", "Method"),
                rows);
    }

    /** Each pair of raters by names, one row each. */
    public static Table pairs(Map<String, RaterAgreement> pairs) {
        List<List<String>> rows = new ArrayList<>();
        pairs.forEach((names, a) -> rows.add(List.of(
                names,
                Numbers.count(a.slices()),
                Numbers.count(a.disagreements()),
                Numbers.estimate(a.kappa()),
                Numbers.estimate(a.positiveAgreement()),
                Numbers.estimate(a.negativeAgreement()))));
        return new Table(
                "Each pair of raters",
                List.of(
                        "Raters",
                        "Slices",
                        "Disagreements",
                        "Cohen\u2019s kappa",
                        "Positive agreement",
                        "Negative agreement"),
                rows,
                List.of("Intervals clustered by patient."));
    }

    /**
     * Two raters on the slices of each part of the split, as the paper's Table 2 sets them side by side.
     *
     * @param parts by name, in the order of the columns; at least one
     */
    public static Table parts(String first, String second, Map<String, RaterAgreement> parts) {
        List<List<String>> rows = new ArrayList<>();
        row(rows, first + ": compressed", parts, a -> share(a.firstCompressed(), a.slices()));
        row(rows, second + ": compressed", parts, a -> share(a.secondCompressed(), a.slices()));
        row(rows, "Disagreements", parts, a -> share(a.disagreements(), a.slices()));
        row(rows, "Cohen\u2019s kappa", parts, a -> Numbers.estimate(a.kappa()));
        row(rows, second + " not compressed, " + first + " too", parts, a -> percent(a.firstConfirmsNotCompressed()));
        row(rows, second + " compressed, " + first + " too", parts, a -> percent(a.firstConfirmsCompressed()));
        row(rows, first + " not compressed, " + second + " too", parts, a -> percent(a.secondConfirmsNotCompressed()));
        row(rows, first + " compressed, " + second + " too", parts, a -> percent(a.secondConfirmsCompressed()));
        List<String> header = new ArrayList<>(List.of("Measure"));
        header.addAll(parts.keySet());
        return new Table(
                "Agreement of the raters by part of the split",
                header,
                rows,
                List.of(
                        "Kappa with 95 % interval clustered by patient; shares as the paper prints agreement per class."));
    }

    private static void row(
            List<List<String>> rows,
            String name,
            Map<String, RaterAgreement> parts,
            Function<RaterAgreement, String> what) {
        List<String> row = new ArrayList<>(List.of(name));
        parts.values().forEach(part -> row.add(what.apply(part)));
        rows.add(row);
    }

    private static String share(long count, long of) {
        return Numbers.count(count) + " / " + Numbers.count(of);
    }

    private static String percent(Estimate share) {
        return Numbers.percent(share.value());
    }

    /** Each rater against its own second reading. */
    public static Table intra(List<IntraRater> raters) {
        List<List<String>> rows = raters.stream()
                .map(r -> List.of(
                        r.rater(),
                        Numbers.count(r.agreement().slices()),
                        Numbers.count(r.agreement().disagreements()),
                        Numbers.estimate(r.agreement().kappa()),
                        Numbers.estimate(r.agreement().observed())))
                .toList();
        return new Table(
                "Each rater\u2019s first reading against its second",
                List.of("Rater", "Slices read twice", "Changed", "Cohen\u2019s kappa", "Agreement"),
                rows);
    }

    private static List<String> row(String name, Estimate e) {
        return List.of(name, Numbers.fixed(e.value(), 3), Numbers.interval(e), e.method());
    }
}
