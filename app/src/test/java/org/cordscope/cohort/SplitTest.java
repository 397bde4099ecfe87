package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SplitTest {
    private static final int ROUNDS = 200;

    @Test
    void quarters_are_taken_from_each_site_and_overall() {
        Split split = Split.draw(subjects(100, 40, 17, 3), plan(7));
        assertEquals(Map.of(Part.TRAINING, 90L, Part.VALIDATION, 30L, Part.HOLDOUT, 40L), split.counts());
        assertEquals(25, count(split, "site0", Part.HOLDOUT));
        assertEquals(10, count(split, "site1", Part.HOLDOUT));
        assertEquals(4, count(split, "site2", Part.HOLDOUT));
        assertEquals(1, count(split, "site3", Part.HOLDOUT));
    }

    @ParameterizedTest
    @EnumSource(names = {"PATIENTS", "PAPER"})
    void every_site_is_within_one_patient_of_its_share_and_nobody_is_lost(SplitScheme scheme) {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            int[] sizes = random.ints(1 + random.nextInt(8), 1, 60).toArray();
            SplitShares shares = new SplitShares(random.nextInt(9) / 10.0, random.nextInt(9) / 10.0);
            Split split =
                    Split.draw(subjects(sizes), plan(round).withScheme(scheme).withShares(shares));
            for (int site = 0; site < sizes.length; site++) {
                long held = count(split, "site" + site, Part.HOLDOUT);
                assertTrue(Math.abs(held - sizes[site] * shares.holdout()) < 1, sizes[site] + " gave " + held);
            }
            long left = split.parts().size() - number(split, Part.HOLDOUT);
            assertEquals(IntStream.of(sizes).sum(), split.parts().size());
            assertEquals(Math.round(left * shares.validation()), number(split, Part.VALIDATION));
        }
    }

    @Test
    void the_paper_rounds_within_each_site_so_that_small_sites_hold_nobody_out() {
        Split split = Split.draw(subjects(1, 1, 1, 1, 1, 1, 1, 1), plan(5).withScheme(SplitScheme.PAPER));
        assertEquals(0, number(split, Part.HOLDOUT));
        assertEquals(2, number(Split.draw(subjects(1, 1, 1, 1, 1, 1, 1, 1), plan(5)), Part.HOLDOUT));
    }

    @Test
    void folds_are_within_one_patient_of_each_other_at_every_site_and_over_all() {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            int[] sizes = random.ints(1 + random.nextInt(8), 1, 40).toArray();
            int folds = 2 + random.nextInt(9);
            double holdout = random.nextBoolean() ? 0 : 0.25;
            Split split = Split.draw(
                    subjects(sizes), plan(round).withFolds(folds).withShares(new SplitShares(holdout, 0.25)));
            assertBalanced(split, "", folds);
            for (int site = 0; site < sizes.length; site++) {
                assertBalanced(split, "site" + site, folds);
            }
            assertEquals(split.parts().size(), split.folds().size() + number(split, Part.HOLDOUT));
            assertEquals(0, number(split, Part.VALIDATION));
        }
    }

    @Test
    void the_papers_image_split_divides_slices_and_keeps_the_holdout_whole() {
        Map<String, String> subjects = subjects(200, 89);
        Map<String, List<SliceKey>> slices = slices(subjects, 33);
        Split split = new SplitDraw(plan(1).withScheme(SplitScheme.PAPER_IMAGE_SPLIT), subjects, null).split(slices);
        long outside = slices.size() - number(split, Part.HOLDOUT);
        assertEquals(outside * 33, split.images().size());
        long validation =
                split.images().values().stream().filter(Part.VALIDATION::equals).count();
        assertEquals(Math.round(outside * 33 * 0.25), validation);
        assertEquals(0, number(split, Part.VALIDATION));
        slices.forEach((subject, keys) -> assertTrue(
                split.parts().get(subject) != Part.HOLDOUT || keys.stream().noneMatch(split.images()::containsKey)));
    }

    @Test
    void patients_keep_their_part_when_others_are_added_and_totals_stay_at_their_share() {
        Random random = new Random(5);
        for (int round = 0; round < ROUNDS; round++) {
            int folds = round % 3 == 0 ? 4 : 0;
            SplitPlan plan = plan(round).withFolds(folds);
            Map<String, String> subjects = new TreeMap<>(
                    subjects(random.ints(1 + random.nextInt(5), 4, 30).toArray()));
            Split split = Split.draw(subjects, plan);
            for (int batch = 0; batch < 4; batch++) {
                for (int i = 0; i < 1 + random.nextInt(9); i++) {
                    subjects.put("new-" + batch + "-" + i, "site" + random.nextInt(6));
                }
                Split grown = new SplitDraw(plan, subjects, split).split(Map.of());
                split.parts()
                        .forEach((subject, part) ->
                                assertEquals(part, grown.parts().get(subject)));
                split.folds()
                        .forEach((subject, fold) ->
                                assertEquals(fold, grown.folds().get(subject)));
                assertEquals(subjects.keySet(), grown.parts().keySet());
                split = grown;
            }
            double expected = subjects.size() * 0.25;
            assertTrue(Math.abs(number(split, Part.HOLDOUT) - expected) < 4, "round " + round);
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
        Split split = Split.draw(subjects, plan(1));
        assertEquals(split.hash(), Split.draw(reversed, plan(1)).hash());
        assertNotEquals(split.hash(), Split.draw(subjects, plan(2)).hash());
        assertNotEquals(
                split.hash(),
                Split.draw(subjects, plan(1).withScheme(SplitScheme.PAPER)).hash());
        assertNotEquals(split.hash(), Split.draw(subjects, plan(1).withFolds(5)).hash());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.25, 0.25, 0, The holdout would be empty",
        "2, 0.25, 0.25, 0, The validation would be empty",
        "1, 0, 0.9, 0, No patient would be left for training",
        "4, 0.25, 0, 5, 5 folds need as many patients",
    })
    void an_empty_part_is_refused_with_a_remedy(
            int patients, double holdout, double validation, int folds, String problem) {
        Split split = Split.draw(
                subjects(patients),
                plan(1).withShares(new SplitShares(holdout, validation)).withFolds(folds));
        UserFacingException refused = assertThrows(UserFacingException.class, () -> SplitParts.refuseEmpty(split));
        assertTrue(String.valueOf(refused.getMessage()).contains(problem), String.valueOf(refused.getMessage()));
        assertTrue(refused.remedy().contains("--"), refused.remedy());
    }

    @Test
    void one_patient_can_be_split_where_nothing_is_held_out() {
        Split split = Split.draw(subjects(1), plan(1).withShares(new SplitShares(0, 0)));
        SplitParts.refuseEmpty(split);
        assertEquals(1, number(split, Part.TRAINING));
    }

    @Test
    void a_plan_that_makes_no_sense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> plan(1).withFolds(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> plan(1).withScheme(SplitScheme.PAPER_IMAGE_SPLIT).withFolds(5));
        assertThrows(IllegalArgumentException.class, () -> new SplitShares(1, 0));
        assertThrows(IllegalArgumentException.class, () -> SplitScheme.named("random"));
    }

    private static SplitPlan plan(long seed) {
        return SplitPlan.of(SplitShares.PAPER, seed);
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

    private static Map<String, List<SliceKey>> slices(Map<String, String> subjects, int each) {
        Map<String, List<SliceKey>> slices = new HashMap<>();
        subjects.keySet().forEach(subject -> {
            List<SliceKey> keys = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                keys.add(new SliceKey("2.25." + Integer.toUnsignedString(subject.hashCode()) + "." + i, 1));
            }
            slices.put(subject, keys);
        });
        return slices;
    }

    private static void assertBalanced(Split split, String site, int folds) {
        int[] counts = new int[folds];
        split.folds()
                .forEach((subject, fold) -> counts[fold - 1] +=
                        site.isEmpty() || site.equals(split.sites().get(subject)) ? 1 : 0);
        int most = IntStream.of(counts).max().orElse(0);
        int least = IntStream.of(counts).min().orElse(0);
        assertTrue(most - least <= 1, site + ": " + least + " to " + most);
    }

    private static long number(Split split, Part part) {
        return split.counts().getOrDefault(part, 0L);
    }

    private static long count(Split split, String site, Part part) {
        return split.parts().entrySet().stream()
                .filter(e -> site.equals(split.sites().get(e.getKey())) && e.getValue() == part)
                .count();
    }
}
