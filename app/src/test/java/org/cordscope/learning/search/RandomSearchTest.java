package org.cordscope.learning.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordscope.learning.Epoch;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

final class RandomSearchTest {
    private static final List<Dimension> RATE = List.of(Dimension.parse("rate=0.001..1,log"));

    /** Trains by arithmetic: the loss is the distance from a rate of 0.1 in decades, less a little each epoch. */
    private static final class Arithmetic implements TrialTraining {
        final Map<String, Integer> epochsByTrial = new HashMap<>();
        final List<String> asked = new ArrayList<>();
        final int end;

        Arithmetic(int end) {
            this.end = end;
        }

        @Override
        public List<Epoch> train(String name, Map<String, String> values, int epochs) {
            double rate = Double.parseDouble(values.get("rate"));
            asked.add(name + " to " + epochs);
            if (rate > 0.5) {
                throw new UserFacingException("The loss is no longer a number", "Lower the rate.");
            }
            int done = Math.max(epochsByTrial.getOrDefault(name, 0), Math.min(end, epochs));
            epochsByTrial.put(name, done);
            double distance = Math.abs(Math.log10(rate) + 1);
            return IntStream.rangeClosed(1, done)
                    .mapToObj(e -> new Epoch(e, 0, 0, distance + 1.0 / (10 + e), 0.5, 0.5, 1))
                    .toList();
        }
    }

    @Test
    void every_trial_is_trained_and_the_lowest_loss_comes_first() throws IOException, InterruptedException {
        Arithmetic training = new Arithmetic(12);
        List<Trial> trials = new RandomSearch(new SearchPlan(RATE, 20, 1, 0, 3), training, all -> {}).run();

        assertEquals(20, trials.size());
        assertEquals(20, training.asked.size());
        for (int i = 1; i < trials.size() && trials.get(i).failure() == null; i++) {
            assertTrue(loss(trials.get(i - 1)) <= loss(trials.get(i)));
        }
    }

    private static double loss(Trial trial) {
        return trial.best().orElseThrow().validationLoss();
    }

    @Test
    void halving_goes_on_with_the_best_third_for_three_times_the_epochs() throws IOException, InterruptedException {
        Arithmetic training = new Arithmetic(100);
        List<Trial> trials = new RandomSearch(new SearchPlan(RATE, 9, 4, 2, 3), training, all -> {}).run();

        assertEquals(9 + 3 + 1, training.asked.size());
        assertEquals(100, trials.get(0).epochs().size());
        assertEquals(6, trials.get(1).epochs().size());
        assertEquals(2, trials.get(3).epochs().size());
        List<Trial> exhaustive =
                new RandomSearch(new SearchPlan(RATE, 9, 4, 0, 3), new Arithmetic(100), all -> {}).run();
        assertEquals(exhaustive.get(0).number(), trials.get(0).number());
    }

    @Test
    void a_trial_that_cannot_be_trained_is_kept_with_its_reason_and_the_others_go_on()
            throws IOException, InterruptedException {
        List<Trial> trials = new RandomSearch(new SearchPlan(RATE, 40, 2, 0, 3), new Arithmetic(3), all -> {}).run();

        List<Trial> failed = trials.stream().filter(t -> t.failure() != null).toList();
        assertTrue(failed.size() > 0 && failed.size() < 20, failed.size() + " failed");
        assertEquals(40, trials.size());
        assertEquals(failed, trials.subList(40 - failed.size(), 40));
        assertTrue(String.valueOf(failed.get(0).failure()).contains("no longer a number"));
    }

    /** A trial that fails in the last round has epochs of its own on the disk when the search is resumed. */
    @Test
    void a_trial_that_fails_late_stands_behind_the_others_and_a_resumed_search_ranks_as_an_undisturbed_one()
            throws IOException, InterruptedException {
        Arithmetic training = new Arithmetic(100);
        TrialTraining failsLate = (name, values, epochs) -> {
            List<Epoch> log = training.train(name, values, epochs == Integer.MAX_VALUE ? 10 : epochs);
            if (epochs == Integer.MAX_VALUE) {
                throw new UserFacingException("The loss is no longer a number", "Lower the rate.");
            }
            return log;
        };
        SearchPlan plan = new SearchPlan(RATE, 9, 4, 2, 3);
        List<Trial> trials = new RandomSearch(plan, failsLate, all -> {}).run();

        assertEquals(6, trials.get(0).epochs().size());
        Trial late =
                trials.stream().filter(t -> t.failure() != null).findFirst().orElseThrow();
        assertEquals(6, late.epochs().size());
        assertEquals(trials, new RandomSearch(plan, failsLate, all -> {}).run());
    }

    @Test
    void where_none_can_be_trained_the_search_says_so() {
        List<Dimension> high = List.of(Dimension.parse("rate=0.6..1"));
        assertThrows(
                UserFacingException.class,
                () -> new RandomSearch(new SearchPlan(high, 3, 1, 0, 3), new Arithmetic(3), all -> {}).run());
    }

    @Test
    void a_longer_search_begins_with_the_trials_of_a_shorter_one() {
        SearchPlan shorter = new SearchPlan(SearchPlan.paper(), 3, 9, 0, 3);
        SearchPlan longer = new SearchPlan(SearchPlan.paper(), 30, 9, 0, 3);
        SearchPlan other = new SearchPlan(SearchPlan.paper(), 3, 10, 0, 3);

        assertEquals(shorter.values(3), longer.values(3));
        assertNotEquals(shorter.values(3), shorter.values(2));
        assertNotEquals(shorter.values(3), other.values(3));
    }

    @Test
    void logarithmic_limits_are_kept_and_decades_are_equally_likely() {
        Dimension rate = Dimension.parse("optimiser.learning_rate=1e-5..1e-2,log");
        SplittableRandom random = new SplittableRandom(1);
        int[] decades = new int[3];
        for (int i = 0; i < 3000; i++) {
            double value = Double.parseDouble(rate.draw(random));
            assertTrue(value >= 1e-5 && value <= 1e-2, "value " + value);
            decades[(int) Math.min(2, Math.floor(Math.log10(value) + 5))]++;
        }
        for (int count : decades) {
            assertEquals(1000, count, 100);
        }
    }

    @Test
    void what_to_vary_is_read_from_text() {
        assertEquals(new Dimension.Between("a.b", -1, 2.5, false), Dimension.parse("a.b=-1..2.5"));
        Dimension.OneOf heads =
                assertInstanceOf(Dimension.OneOf.class, Dimension.parse("network.hidden=256|512,512|1024"));
        assertEquals(List.of("256", "512,512", "1024"), heads.values());
        for (String wrong : List.of("a", "a=", "a=1", "a=2..1", "a=0..1,log", "a=1..2,lin", "a=x..y", "=1..2")) {
            assertThrows(IllegalArgumentException.class, () -> Dimension.parse(wrong), wrong);
        }
    }

    @Test
    void a_key_is_varied_once() {
        assertThrows(
                IllegalArgumentException.class, () -> new SearchPlan(List.of(RATE.get(0), RATE.get(0)), 3, 1, 0, 3));
    }
}
