package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordscope.study.InstanceHeader;
import org.junit.jupiter.api.Test;

/** Several series that could be the scan: copies, halves, better and worse ones, and what somebody chose by hand. */
final class CandidatesTest {
    private static final SeriesRules RULES = SeriesRules.defaults();

    @Test
    void the_same_instance_with_other_content_is_said_and_the_first_by_path_is_used() {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> headers = new ArrayList<>(p.stack(8));
        InstanceHeader first = headers.get(3);
        headers.add(Protocol.copyAt(first, "zz", p.plane(55)));
        ScanDecision d = one(headers);
        assertEquals(8, d.slices().size());
        assertTrue(
                d.evidence()
                        .contains(
                                "1 file: same SOP Instance UID, other content; the first by path that can be stored is used"),
                d.evidence().toString());
        assertTrue(d.slices().stream().anyMatch(s -> s.header().equals(first)));
    }

    @Test
    void a_series_exported_twice_under_new_uids_is_named_as_such() {
        Protocol a = Protocol.siemens();
        Protocol b = Protocol.siemens();
        b.series = "1.2.3.2";
        b.description = "t2_tse_tra_copy";
        List<ScanDecision> decisions = SeriesChoice.choose(concat(a.stack(12), b.stack(12)), RULES);
        assertEquals("1.2.3.1", chosen(decisions).seriesUid());
        assertEquals("the same series exported twice", other(decisions).reason());
        assertTrue(chosen(decisions)
                .evidence()
                .contains("preferred to 1 other candidate: the same series exported twice"));
        List<ScanDecision> moved = SeriesChoice.choose(concat(a.stack(12), b.stack(12, -25)), RULES);
        assertEquals(
                "not the best candidate: equal to another series", other(moved).reason());
    }

    @Test
    void odd_and_even_slices_in_two_series_are_told() {
        Protocol odd = Protocol.siemens();
        Protocol even = Protocol.siemens();
        even.series = "1.2.3.2";
        odd.gap = 6;
        even.gap = 6;
        List<ScanDecision> decisions = SeriesChoice.choose(concat(odd.stack(9, 0), even.stack(8, 3)), RULES);
        assertEquals("not the best candidate: fewer slices", other(decisions).reason());
        for (ScanDecision d : decisions) {
            assertTrue(
                    d.evidence().stream().anyMatch(e -> e.startsWith("interleaves with another series")),
                    d.evidence().toString());
        }
    }

    @Test
    void stated_attributes_are_preferred_to_words_and_the_order_is_the_yaml_s() {
        Protocol stated = Protocol.siemens();
        Protocol worded = Protocol.siemens();
        worded.series = "1.2.3.0";
        worded.scanningSequence = List.of();
        worded.echoTrain = null;
        List<InstanceHeader> headers = concat(stated.stack(10), worded.stack(20));
        assertBest(headers, "1.2.3.1", "another series states how it was acquired");
    }

    @Test
    void a_series_chosen_by_hand_is_used_against_the_rules_and_says_what_they_said() {
        Protocol t2 = Protocol.siemens();
        Protocol t1 = Protocol.siemens();
        t1.series = "1.2.3.9";
        t1.echoTime = 10.0;
        List<InstanceHeader> headers = concat(t2.stack(9), t1.stack(7));
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES, Set.of("1.2.3.9"));
        assertEquals("1.2.3.9", chosen(decisions).seriesUid());
        assertEquals("chosen by hand", chosen(decisions).reason());
        assertEquals(7, chosen(decisions).slices().size());
        assertTrue(chosen(decisions).evidence().contains("the rules would have said: not shown to be T2-weighted"));
        assertEquals("another series was chosen by hand", other(decisions).reason());
        assertTrue(other(decisions)
                .evidence()
                .contains("the rules would have said: axial T2-weighted, not fat-saturated"));
        assertEquals(SeriesChoice.choose(headers, RULES), SeriesChoice.choose(headers, RULES, Set.of("9.9.9")));
    }

    @Test
    void a_sagittal_series_can_be_chosen_by_hand_and_slices_that_cannot_be_made_are_refused() {
        Protocol sagittal = Protocol.siemens();
        List<InstanceHeader> headers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            headers.add(sagittal.at(0, Protocol.sagittal(i * 3)));
        }
        assertTrue(byHand(headers).chosen());
        assertEquals(
                "chosen by hand, but too few slices",
                byHand(headers.subList(0, 2)).reason());
        InstanceHeader placeless = sagittal.at(0, null);
        assertEquals(
                "chosen by hand, but position, orientation or pixel spacing missing or unreadable",
                byHand(List.of(placeless, placeless)).reason());
        Protocol mosaic = Protocol.siemens();
        mosaic.mosaic = true;
        assertEquals(
                "chosen by hand, but mosaic: one picture holds many slices",
                byHand(mosaic.stack(20)).reason());
    }

    @Test
    void of_two_series_chosen_by_hand_in_one_study_the_better_is_used() {
        Protocol a = Protocol.siemens();
        Protocol b = Protocol.siemens();
        b.series = "1.2.3.2";
        List<ScanDecision> decisions =
                SeriesChoice.choose(concat(a.stack(9), b.stack(12)), RULES, Set.of(a.series, b.series));
        assertEquals("1.2.3.2", chosen(decisions).seriesUid());
        assertEquals("another series was chosen by hand", other(decisions).reason());
    }

    private static ScanDecision byHand(List<InstanceHeader> series) {
        return SeriesChoice.choose(series, RULES, Set.of(series.get(0).seriesUid()))
                .get(0);
    }

    private static ScanDecision chosen(List<ScanDecision> decisions) {
        return decisions.stream().filter(ScanDecision::chosen).findFirst().orElseThrow();
    }

    private static ScanDecision other(List<ScanDecision> decisions) {
        return decisions.stream().filter(d -> !d.chosen()).findFirst().orElseThrow();
    }

    private static ScanDecision one(List<InstanceHeader> headers) {
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES);
        assertEquals(1, decisions.size());
        return decisions.get(0);
    }

    private static void assertBest(List<InstanceHeader> headers, String series, String why) {
        List<ScanDecision> decisions = SeriesChoice.choose(headers, RULES);
        ScanDecision chosen =
                decisions.stream().filter(ScanDecision::chosen).findFirst().orElseThrow();
        ScanDecision other =
                decisions.stream().filter(d -> !d.chosen()).findFirst().orElseThrow();
        assertEquals(series, chosen.seriesUid());
        assertEquals("not the best candidate: " + why, other.reason());
    }

    private static List<InstanceHeader> concat(List<InstanceHeader> a, List<InstanceHeader> b) {
        List<InstanceHeader> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}
