package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Stopping;
import org.junit.jupiter.api.Test;

/** Rules of training that need no tensor: stopping, order, scores, layout, recipes as text. */
final class TrainingRulesTest {

    private static Recipe recipe(int minimum, int maximum, int patience) {
        return SmallRecipe.of(
                Network.paper(6),
                299,
                "stopping={minimum_epochs: " + minimum + ", maximum_epochs: " + maximum + ", patience: " + patience
                        + "}",
                "augmentation=" + TrainingTest.AUGMENTATION,
                "precision=BFLOAT16",
                "seed=-5");
    }

    private static List<Epoch> log(double... losses) {
        List<Epoch> log = new ArrayList<>();
        for (double loss : losses) {
            log.add(new Epoch(log.size() + 1, 0, 0, loss, loss == 0.5 ? log.size() / 10.0 : 0, 0, 0));
        }
        return log;
    }

    @Test
    void training_goes_on_until_patience_has_passed_since_the_best_epoch() {
        assertFalse(Stopping.finished(log(), recipe(0, 100, 2).stopping()));
        assertFalse(Stopping.finished(log(3, 1, 2), recipe(0, 100, 2).stopping()));
        assertTrue(Stopping.finished(log(3, 1, 2, 2), recipe(0, 100, 2).stopping()));
    }

    @Test
    void training_does_not_stop_before_the_minimum_or_after_the_maximum() {
        assertFalse(Stopping.finished(log(1, 2, 3, 4), recipe(5, 100, 2).stopping()));
        assertTrue(Stopping.finished(log(1, 2, 3, 4, 5), recipe(5, 100, 2).stopping()));
        assertTrue(Stopping.finished(log(3, 2, 1), recipe(0, 3, 2).stopping()));
    }

    @Test
    void among_equal_losses_the_more_accurate_epoch_is_best() {
        assertEquals(2, Stopping.best(log(3, 1, 2)));
        assertEquals(3, Stopping.best(log(0.5, 0.6, 0.5)));
        assertEquals(1, Stopping.best(log(1, 1)));
        assertEquals(0, Stopping.best(log()));
    }

    @Test
    void every_slice_comes_once_in_an_epoch_and_never_alone() {
        List<int[]> batches = Batches.shuffled(33, 16, Draws.order(1, 1));
        assertArrayEquals(
                new int[] {16, 17}, batches.stream().mapToInt(b -> b.length).toArray());
        int[] all = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, 33).toArray(), all);
    }

    @Test
    void draws_differ_between_epochs_steps_and_seeds_and_repeat() {
        assertEquals(Draws.order(1, 2).nextLong(), Draws.order(1, 2).nextLong());
        List<SplittableRandom> sources = List.of(
                Draws.order(1, 2),
                Draws.order(2, 1),
                Draws.order(1, 3),
                Draws.dropout(1, 2, 0),
                Draws.dropout(1, 2, 1),
                Draws.augmentation(1, 2, 0));
        assertEquals(
                6, sources.stream().map(SplittableRandom::nextLong).distinct().count());
        assertNotEquals(
                Draws.weights(1, "conv1.weight").nextLong(),
                Draws.weights(1, "bn1.weight").nextLong());
    }

    @Test
    void scores_are_weighted_loss_accuracy_and_area_under_the_curve() {
        Scores scores = new Scores(new float[] {0, 2, -1, 2}, new float[] {0, 1, 0, 0});
        double expected =
                (Math.log(2) + 3 * Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(2))) / 4;
        assertEquals(expected, scores.loss(3), 1e-12);
        assertEquals(0.5, scores.accuracy());
        assertEquals(2.5 / 3, scores.auc(), 1e-12);
        assertTrue(Double.isNaN(new Scores(new float[] {1}, new float[] {1}).auc()));
        assertEquals(1000, new Scores(new float[] {1000}, new float[] {0}).loss(1));
    }

    @Test
    void a_model_that_is_no_better_than_one_answer_for_every_slice_is_warned_of() {
        LabelledSlices training = new TrainingTest.Halves(25, 1);
        LabelledSlices validation = new TrainingTest.Halves(12, 2);
        double balance = 16.0 / 9;
        double chance = Math.log(2) * (4 * balance + 8) / 12;
        assertEquals(chance, Scores.ofOneAnswer(training, validation, balance).loss(balance), 1e-12);
        double often = 3.8 * 9 / (3.8 * 9 + 16);
        assertEquals(
                -(4 * 3.8 * Math.log(often) + 8 * Math.log(1 - often)) / 12,
                Scores.ofOneAnswer(training, validation, 3.8).loss(3.8),
                1e-6);

        assertTrue(result(chance - 0.01, chance).warning().isEmpty());
        assertTrue(result(3.5e18, chance).warning().orElseThrow().contains("3.500e+18, is not below 0.8729"));
        assertTrue(result(chance, chance).warning().isPresent());
    }

    @Test
    void a_model_that_was_validated_on_one_class_is_warned_of() {
        Epoch oneClass = new Epoch(1, 0.7, 0.6, 0, 1, Double.NaN, 1);
        TrainingResult result = new TrainingResult(Path.of("model"), 1, List.of(oneClass), true, 0.69);

        assertTrue(result.warning().orElseThrow().contains("all of one class"));
    }

    private static TrainingResult result(double loss, double lossOfOneAnswer) {
        return new TrainingResult(Path.of("model"), 1, log(loss), true, lossOfOneAnswer);
    }

    @Test
    void the_networks_have_as_many_parameters_as_torchvision_counts() {
        assertEquals(11_176_512, trunkParameters("resnet18"));
        assertEquals(21_284_672, trunkParameters("resnet34"));
        assertEquals(23_508_032, trunkParameters("resnet50"));
    }

    /** torchvision's counts without the last layer: 11,689,512 - 513,000 and so on. */
    private static long trunkParameters(String trunk) {
        return ResNetPlan.of(new Network(trunk, false, List.of(), 0)).shapes().entrySet().stream()
                .filter(e -> ResNetPlan.learned(e.getKey()) && !e.getKey().startsWith("head."))
                .mapToLong(e -> e.getValue().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }
}
