package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares the series of one study that the rules let pass: one is the scan, each of the others hears why it is not. */
final class Candidates {
    static final String NOT_THE_BEST = "not the best candidate: ";
    static final String EXPORTED_TWICE = "the same series exported twice";
    private static final String INTERLEAVED =
            "interleaves with another series of the same protocol, as odd and even slices do: only one of the two is used";

    private Candidates() {}

    /** One decision per verdict, in the same order. */
    static List<ScanDecision> decide(List<SeriesVerdict> verdicts, SeriesRules rules) {
        List<SeriesVerdict> candidates =
                verdicts.stream().filter(SeriesVerdict::isCandidate).toList();
        Optional<SeriesVerdict> best = candidates.stream().min(SeriesPreference.order(rules.preferences()));
        return verdicts.stream()
                .map(v -> best.isEmpty() || !v.isCandidate()
                        ? v.decision()
                        : v == best.get()
                                ? v.decision(over(best.get(), candidates, rules))
                                : second(v, best.get(), candidates, rules))
                .toList();
    }

    /** Evidence of the best candidate: what it was preferred to. */
    private static List<String> over(SeriesVerdict best, List<SeriesVerdict> candidates, SeriesRules rules) {
        Map<String, Integer> others = new TreeMap<>();
        candidates.stream()
                .filter(v -> v != best)
                .forEach(v -> others.merge(whyNot(v, best, candidates, rules), 1, Integer::sum));
        List<String> said = new ArrayList<>();
        others.forEach((why, n) -> said.add("preferred to " + n + " other " + (n == 1 ? "candidate" : "candidates")
                + ": " + why.replace(NOT_THE_BEST, "")));
        sayInterleaved(best, candidates, said);
        return said;
    }

    private static ScanDecision second(
            SeriesVerdict other, SeriesVerdict best, List<SeriesVerdict> candidates, SeriesRules rules) {
        List<String> said = new ArrayList<>();
        said.add("the best candidate of the study has " + best.slices().size() + " slices");
        sayInterleaved(other, candidates, said);
        return other.decisionAgainst(whyNot(other, best, candidates, rules), said);
    }

    private static void sayInterleaved(SeriesVerdict one, List<SeriesVerdict> candidates, List<String> said) {
        if (candidates.stream().anyMatch(v -> v != one && Twins.interleave(v.slices(), one.slices()))) {
            said.add(INTERLEAVED);
        }
    }

    private static String whyNot(
            SeriesVerdict other, SeriesVerdict best, List<SeriesVerdict> candidates, SeriesRules rules) {
        boolean twice = candidates.stream()
                .filter(v -> v != other
                        && SeriesPreference.order(rules.preferences()).compare(v, other) < 0)
                .anyMatch(v -> Twins.areTheSame(v.slices(), other.slices()));
        if (twice) {
            return EXPORTED_TWICE;
        }
        return NOT_THE_BEST
                + SeriesPreference.whyNot(other, best, rules.preferences()).orElse("equal to another series");
    }
}
