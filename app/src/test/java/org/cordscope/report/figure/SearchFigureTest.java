package org.cordscope.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.search.SearchPlan;
import org.cordscope.learning.search.Trial;
import org.junit.jupiter.api.Test;

/** What a search's picture shows where a trial diverges. */
final class SearchFigureTest {

    @Test
    void a_trial_that_diverged_does_not_make_the_others_look_alike() {
        Figure figure = figure(0.5, 0.9, 3e7);

        List<Double> heights = all(figure, "<circle cx=\"[^\"]+\" cy=\"([^\"]+)\" r=\"[46]\"");
        assertEquals(2 * 2, heights.size(), "two trials in each of two panels");
        assertTrue(Math.abs(heights.get(0) - heights.get(1)) > 100, heights.toString());
        assertEquals(2, all(figure, "<polygon points=\"([^,]+),").size());
        assertTrue(
                figure.description().contains("1 trial with a loss above 2.00, beyond the axis."),
                figure.description());
        assertTrue(figure.standalone().contains("triangle: beyond the axis"));
    }

    @Test
    void where_all_trials_diverged_the_axis_can_still_be_read() {
        Figure figure = figure(1.225424e9, 1.225424e9, 7e16);

        List<Double> ticks = all(figure, ">([0-9.]+e[+][0-9]+)</text>");
        assertTrue(ticks.size() >= 8, figure.standalone());
        assertEquals(ticks.size() / 2, ticks.stream().distinct().count(), ticks.toString());
    }

    @Test
    void losses_near_each_other_all_stand_on_the_axis() {
        Figure figure = figure(2.5, 4, 7.4);

        assertFalse(figure.standalone().contains("<polygon"));
        assertFalse(figure.description().contains("beyond"), figure.description());
    }

    private static Figure figure(double... losses) {
        List<Trial> trials = new ArrayList<>();
        for (double loss : losses) {
            int number = trials.size() + 1;
            Map<String, String> values = Map.of("optimiser.learning_rate", number + "e-4", "optimiser.beta1", "0.9");
            trials.add(new Trial(number, values, List.of(new Epoch(1, 1, 0.5, loss, 0.5, 0.5, 1)), null));
        }
        return SearchFigure.of(SearchPlan.paper(), trials).orElseThrow();
    }

    private static List<Double> all(Figure figure, String pattern) {
        return Pattern.compile(pattern)
                .matcher(figure.standalone())
                .results()
                .map((MatchResult match) -> Double.valueOf(match.group(1)))
                .toList();
    }
}
