package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.study.InstanceHeader;

/**
 * Chooses the axial T2-weighted series of each study. Pure: the same headers in any order give the same decisions.
 *
 * <p>Slices are always ordered inferior to superior. Of several candidates of one study the best is the one whose header names
 * the neck, then the one with more slices, then the one with finer pixels, then the first by UID.
 */
public final class SeriesChoice {
    private SeriesChoice() {}

    /**
     * One decision per series, ordered by study and series UID; every header is in exactly one of them.
     *
     * @param headers files of one study or of several
     */
    public static List<ScanDecision> choose(List<InstanceHeader> headers, SeriesRules rules) {
        Map<String, Map<String, List<InstanceHeader>>> studies = headers.stream()
                .collect(Collectors.groupingBy(
                        InstanceHeader::studyUid,
                        TreeMap::new,
                        Collectors.groupingBy(InstanceHeader::seriesUid, TreeMap::new, Collectors.toList())));
        List<ScanDecision> decisions = new ArrayList<>();
        for (Map<String, List<InstanceHeader>> study : studies.values()) {
            List<SeriesVerdict> verdicts = study.values().stream()
                    .map(series -> SeriesVerdict.of(series, rules))
                    .toList();
            decisions.addAll(best(verdicts));
        }
        return decisions;
    }

    private static List<ScanDecision> best(List<SeriesVerdict> verdicts) {
        SeriesVerdict best = verdicts.stream()
                .filter(SeriesVerdict::isCandidate)
                .min(PREFERENCE)
                .orElse(null);
        return verdicts.stream()
                .map(v -> v == best || best == null || !v.isCandidate()
                        ? v.decision()
                        : v.decisionAgainst(whyNot(v, best), best.slices().size()))
                .toList();
    }

    private static final Comparator<SeriesVerdict> PREFERENCE = Comparator.comparing(
                    (SeriesVerdict v) -> !v.namesTheNeck())
            .thenComparing(v -> -v.slices().size())
            .thenComparingDouble(SeriesVerdict::spacingMm)
            .thenComparing(v -> v.first().seriesUid());

    private static String whyNot(SeriesVerdict other, SeriesVerdict best) {
        if (other.namesTheNeck() != best.namesTheNeck()) {
            return "another series names the neck";
        }
        if (other.slices().size() != best.slices().size()) {
            return "fewer slices";
        }
        return other.spacingMm() > best.spacingMm() ? "coarser pixels" : "equal to another series";
    }
}
