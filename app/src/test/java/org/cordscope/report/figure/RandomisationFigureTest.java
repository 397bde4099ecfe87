package org.cordscope.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.cordscope.report.figure.RandomisationFigure.Curve;
import org.junit.jupiter.api.Test;

final class RandomisationFigureTest {
    private static final List<String> LAYERS = List.of("head", "conv1");

    @Test
    void every_layer_and_method_is_named_and_numbers_that_are_missing_are_left_out() {
        Curve full = new Curve("Grad-CAM & co", List.of(0.5, 0.1), List.of(0.5, 0.4), 0.3);
        Curve none = new Curve("Nothing", List.of(Double.NaN, Double.NaN), List.of(), Double.NaN);
        Figure figure = RandomisationFigure.of(LAYERS, List.of(full, none)).orElseThrow();
        for (String text : List.of(">none<", ">head<", ">conv1<", ">Grad-CAM &amp; co<")) {
            assertTrue(figure.body().contains(text), text);
        }
        assertFalse(figure.body().contains("Nothing"));
        assertFalse(figure.body().contains("NaN"));
    }

    @Test
    void without_a_number_there_is_no_figure() {
        Curve none = new Curve("Nothing", List.of(Double.NaN), List.of(Double.NaN), Double.NaN);
        assertEquals(Optional.empty(), RandomisationFigure.of(List.of("head"), List.of(none)));
    }
}
