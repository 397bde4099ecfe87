package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.InstanceHeader;
import org.junit.jupiter.api.Test;

/** Stacks that are used, but of which the evidence has to warn. */
final class OddStacksTest {
    private static final SeriesRules RULES = SeriesRules.defaults();

    @Test
    void slice_that_is_missing_within_a_stack_is_told() {
        List<InstanceHeader> stack = new ArrayList<>(Protocol.siemens().stack(12));
        stack.remove(5);
        ScanDecision one = decision(stack);
        assertTrue(one.chosen());
        assertTrue(
                one.evidence().contains("a slice or more seems to be missing where neighbours are 5.98 mm apart"),
                one.evidence().toString());
        stack.removeAll(stack.subList(8, 10));
        assertTrue(
                decision(stack)
                        .evidence()
                        .contains("a slice or more seems to be missing where neighbours are 5.98 mm, 8.97 mm apart"),
                decision(stack).evidence().toString());
    }

    @Test
    void whole_stack_warns_of_nothing() {
        assertTrue(decision(Protocol.siemens().stack(12)).evidence().stream()
                .noneMatch(e -> e.contains("missing") || e.contains("sizes")));
    }

    @Test
    void slices_of_several_sizes_are_told() {
        Protocol p = Protocol.siemens();
        List<InstanceHeader> stack = new ArrayList<>(p.stack(9));
        p.spacing = 0.625;
        stack.addAll(p.stack(3, -3));
        ScanDecision mixed = decision(stack);
        assertEquals(12, mixed.slices().size());
        assertTrue(
                mixed.evidence()
                        .contains("slices of several sizes: 9 slices of 320 x 320 pixels of 0.50 x 0.50 mm,"
                                + " 3 slices of 320 x 320 pixels of 0.63 x 0.63 mm"),
                mixed.evidence().toString());
    }

    private static ScanDecision decision(List<InstanceHeader> stack) {
        return SeriesChoice.choose(stack, RULES).get(0);
    }
}
