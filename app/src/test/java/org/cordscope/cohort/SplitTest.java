package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitTest {

    @Test
    void quarters_are_taken_from_each_site_and_overall() {
        Split split = Split.draw(subjects(100, 40, 17, 3), SplitShares.PAPER, 7);
        assertEquals(Map.of(Part.TRAINING, 90L, Part.VALIDATION, 30L, Part.HOLDOUT, 40L), split.counts());
        assertEquals(25, count(split, "site0", Part.HOLDOUT));
        assertEquals(10, count(split, "site1", Part.HOLDOUT));
        assertEquals(4, count(split, "site2", Part.HOLDOUT));
        assertEquals(1, count(split, "site3", Part.HOLDOUT));
    }

    @Test
    void every_site_is_within_one_patient_of_its_share() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int[] sizes = random.ints(1 + random.nextInt(8), 1, 60).toArray();
            Split split = Split.draw(subjects(sizes), SplitShares.PAPER, round);
            int all = 0;
            for (int site = 0; site < sizes.length; site++) {
                long held = count(split, "site" + site, Part.HOLDOUT);
                assertTrue(Math.abs(held - sizes[site] * 0.25) < 1, sizes[site] + " gave " + held);
                all += sizes[site];
            }
            assertEquals(all, split.parts().size());
            assertEquals(Math.round(all * 0.25), split.counts().get(Part.HOLDOUT));
        }
    }

    @Test
    void same_seed_gives_the_same_split_whatever_the_order_of_subjects() {
        Map<String, String> subjects = subjects(30, 12);
        Map<String, String> reversed = new LinkedHashMap<>();
        List<String> names = subjects.keySet().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
        names.forEach(n -> reversed.put(n, String.valueOf(subjects.get(n))));
        Split split = Split.draw(subjects, SplitShares.PAPER, 1);
        assertEquals(split.hash(), Split.draw(reversed, SplitShares.PAPER, 1).hash());
        assertNotEquals(split.hash(), Split.draw(subjects, SplitShares.PAPER, 2).hash());
    }

    private static Map<String, String> subjects(int... sizes) {
        Map<String, String> subjects = new HashMap<>();
        for (int site = 0; site < sizes.length; site++) {
            for (int i = 0; i < sizes[site]; i++) {
                subjects.put("sub-" + site + "-" + i, "site" + site);
            }
        }
        return subjects;
    }

    private static long count(Split split, String site, Part part) {
        return split.parts().entrySet().stream()
                .filter(e -> site.equals(split.sites().get(e.getKey())) && e.getValue() == part)
                .count();
    }
}
