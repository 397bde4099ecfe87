package org.cordscope.report.methods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cordscope.report.table.Table;
import org.junit.jupiter.api.Test;

final class ChecklistsTest {

    @Test
    void an_item_is_answered_in_part_or_left_open_and_the_caption_counts_them() {
        Table claim = Checklists.of(Map.of("disjoint", "No patient is in two parts.", "raters", "2 raters."))
                .get(0);
        assertEquals(44, claim.rows().size());
        assertEquals("No patient is in two parts.", answer(claim, "20"));
        assertEquals("2 raters. Open: their training and experience.", answer(claim, "16"));
        assertEquals("open: the criteria themselves", answer(claim, "8"));
        assertEquals(Checklists.OPEN, answer(claim, "40"));
        assertEquals("CLAIM 2024: of 44 items 1 have an answer here, 1 a part of one; 42 are open", claim.caption());
    }

    @Test
    void every_guideline_is_there_with_its_source() {
        List<Table> all = Checklists.of(Map.of());
        assertEquals(3, all.size());
        for (Table guideline : all) {
            assertTrue(guideline.notes().get(0).contains("20"), guideline.caption());
            assertTrue(guideline.rows().stream().allMatch(row -> row.get(2).startsWith(Checklists.OPEN)));
        }
    }

    private static String answer(Table guideline, String item) {
        return guideline.rows().stream()
                .filter(row -> row.get(0).equals(item))
                .map(row -> row.get(2))
                .findFirst()
                .orElseThrow();
    }
}
