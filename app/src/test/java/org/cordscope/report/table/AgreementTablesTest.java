package org.cordscope.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.agreement.RatedSlice;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.junit.jupiter.api.Test;

final class AgreementTablesTest {
    /** Cells chosen by hand, so that the shares can be worked out on paper: 8 of 10, 8 of 9, 9 of 10, 9 of 11. */
    @Test
    void parts_of_the_split_stand_side_by_side_as_in_the_papers_table_2() {
        Map<String, RaterAgreement> parts = new LinkedHashMap<>();
        parts.put("Training and validation", agreement(8, 2, 1, 9));
        parts.put("Holdout", agreement(1, 0, 0, 3));
        Table table = AgreementTables.parts("ann", "ben", parts);
        assertEquals(List.of("Measure", "Training and validation", "Holdout"), table.header());
        assertEquals(
                List.of("ann: compressed", "10 / 20", "1 / 4"), table.rows().get(0));
        assertEquals(List.of("ben: compressed", "9 / 20", "1 / 4"), table.rows().get(1));
        assertEquals(List.of("Disagreements", "3 / 20", "0 / 4"), table.rows().get(2));
        assertTrue(
                table.rows().get(3).get(1).startsWith("0.700 ("), table.rows().get(3)::toString);
        assertEquals(
                List.of("81.8", "88.9", "90.0", "80.0"),
                table.rows().subList(4, 8).stream()
                        .map(row -> row.get(1).substring(0, 4))
                        .toList());
    }

    private static RaterAgreement agreement(int both, int first, int second, int neither) {
        List<RatedSlice> slices = new ArrayList<>();
        add(slices, both, true, true);
        add(slices, first, true, false);
        add(slices, second, false, true);
        add(slices, neither, false, false);
        return RaterAgreement.of(slices);
    }

    private static void add(List<RatedSlice> slices, int count, boolean first, boolean second) {
        for (int i = 0; i < count; i++) {
            slices.add(new RatedSlice("p" + i % 3, first, second));
        }
    }
}
