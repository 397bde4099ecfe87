package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.study.InstanceHeader;

/**
 * Chooses the axial T2-weighted series of each study. Pure: the same headers in any order give the same decisions.
 *
 * <p>Slices are always ordered inferior to superior. Of several candidates of one study the best is the first by the criteria
 * that the rules list under {@code prefer}, then the first by UID.
 */
public final class SeriesChoice {
    private SeriesChoice() {}

    /**
     * One decision per series, ordered by study and series UID; every header is in exactly one of them.
     *
     * @param headers files of one study or of several
     */
    public static List<ScanDecision> choose(List<InstanceHeader> headers, SeriesRules rules) {
        return choose(headers, rules, Set.of());
    }

    /**
     * As {@link #choose(List, SeriesRules)}, but where a study has a series that was chosen by hand, that one is used if
     * slices can be made of it at all, and no other is.
     *
     * @param chosenSeriesUids Series Instance UIDs; those that no header has do nothing
     */
    public static List<ScanDecision> choose(
            List<InstanceHeader> headers, SeriesRules rules, Set<String> chosenSeriesUids) {
        Map<String, Map<String, List<InstanceHeader>>> studies = headers.stream()
                .collect(Collectors.groupingBy(
                        InstanceHeader::studyUid,
                        TreeMap::new,
                        Collectors.groupingBy(InstanceHeader::seriesUid, TreeMap::new, Collectors.toList())));
        List<ScanDecision> decisions = new ArrayList<>();
        for (Map<String, List<InstanceHeader>> study : studies.values()) {
            List<SeriesVerdict> verdicts = verdicts(study.values(), rules);
            List<ScanDecision> byRules = Candidates.decide(verdicts, rules);
            boolean byHand = study.keySet().stream().anyMatch(chosenSeriesUids::contains);
            decisions.addAll(byHand ? ChoiceByHand.decide(byRules, rules, chosenSeriesUids) : byRules);
        }
        return decisions;
    }

    static List<SeriesVerdict> verdicts(Collection<List<InstanceHeader>> series, SeriesRules rules) {
        return series.stream().map(s -> SeriesVerdict.of(s, rules)).toList();
    }
}
