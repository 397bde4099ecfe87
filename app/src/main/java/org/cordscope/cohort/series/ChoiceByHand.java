package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decisions of a study of which somebody has chosen a series: no other is used, not even where that one cannot be. */
final class ChoiceByHand {
    private static final String CHOSEN = "chosen by hand";
    private static final String NOT_CHOSEN = "another series was chosen by hand";

    private ChoiceByHand() {}

    /** @param byRules decisions of one study as the rules alone made them */
    static List<ScanDecision> decide(List<ScanDecision> byRules, SeriesRules rules, Set<String> chosenSeriesUids) {
        Map<String, ScanDecision> byHand = named(byRules, rules, chosenSeriesUids);
        return byRules.stream()
                .map(ruled -> {
                    ScanDecision own = byHand.get(ruled.seriesUid());
                    return own == null
                            ? told(ruled, false, NOT_CHOSEN, ruled)
                            : told(own, own.chosen(), reason(own), ruled);
                })
                .toList();
    }

    /** What would become of the series that were named, were there no others and only the rules without which no slices are. */
    private static Map<String, ScanDecision> named(
            List<ScanDecision> byRules, SeriesRules rules, Set<String> chosenSeriesUids) {
        SeriesRules minimal = rules.withoutJudgement();
        List<SeriesVerdict> verdicts = byRules.stream()
                .filter(d -> chosenSeriesUids.contains(d.seriesUid()))
                .map(d -> SeriesVerdict.of(d.instances(), minimal))
                .toList();
        return Candidates.decide(verdicts, rules).stream()
                .collect(Collectors.toMap(ScanDecision::seriesUid, Function.identity()));
    }

    private static String reason(ScanDecision own) {
        if (own.chosen()) {
            return CHOSEN;
        }
        return own.reason().startsWith(Candidates.NOT_THE_BEST) || own.reason().equals(Candidates.EXPORTED_TWICE)
                ? NOT_CHOSEN
                : CHOSEN + ", but " + own.reason();
    }

    private static ScanDecision told(ScanDecision decision, boolean chosen, String reason, ScanDecision byRules) {
        List<String> evidence = new ArrayList<>(decision.evidence());
        evidence.add("the rules would have said: " + byRules.reason());
        return new ScanDecision(
                decision.studyUid(),
                decision.seriesUid(),
                chosen,
                reason,
                evidence,
                chosen ? decision.slices() : List.of(),
                decision.instances());
    }
}
