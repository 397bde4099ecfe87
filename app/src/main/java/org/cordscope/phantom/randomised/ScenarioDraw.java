package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.Scenario;
import org.cordscope.phantom.anatomy.SeededDraw;

/**
 * Which spines are worth training on. More than half have a lesion that presses, by an amount spread about the threshold of the
 * label; the others are what must not be taken for it: fluid that is used up without harm to the cord, discs that bulge and do
 * not touch, narrow canals, flat, turned, uneven and displaced healthy cords, and signal in a cord that nothing presses on.
 */
final class ScenarioDraw {
    private static final double[] DISCS = {.5, 1, 1.2, 1.3, 1.1, .6};

    private final SeededDraw draw;
    private final Kind kind;

    private enum Kind {
        PRESSING(0.62),
        TOUCHING(0.14),
        BULGING(0.06),
        NARROW(0.07),
        HEALTHY(0.11);

        private final double weight;

        Kind(double weight) {
            this.weight = weight;
        }
    }

    ScenarioDraw(SeededDraw draw) {
        this.draw = draw;
        Kind[] kinds = Kind.values();
        double[] weights = new double[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            weights[i] = kinds[i].weight;
        }
        this.kind = kinds[draw.weighted(weights)];
    }

    /** Whether no lesion is wanted. */
    boolean healthy() {
        return kind == Kind.NARROW || kind == Kind.HEALTHY;
    }

    Scenario draw() {
        boolean pressing = kind == Kind.PRESSING;
        boolean narrow = kind == Kind.NARROW || (kind == Kind.TOUCHING && draw.chance(0.6));
        boolean signal = draw.chance(pressing ? 0.3 : 0.12);
        return new Scenario(
                narrow ? draw.between(0.7, 0.88) : draw.normal(1, 0.07, 0.85, 1.2),
                draw.normal(0, 0.07, -0.12, 0.2),
                Math.toRadians(draw.normal(0, 6, -16, 16)),
                draw.normal(0, 0.7, -1.8, 1.8),
                draw.normal(0, 0.06, -0.16, 0.16),
                healthy() ? -1 : draw.weighted(DISCS),
                pressing ? pressed() : kind == Kind.TOUCHING ? draw.between(0, 0.045) : 0,
                kind == Kind.BULGING ? draw.between(0.45, 0.9) : 1,
                signal ? draw.between(0.35, 1) : 0);
    }

    /** Two of five lie about the threshold. */
    private double pressed() {
        return draw.chance(0.4) ? draw.between(0.04, 0.14) : draw.between(0.1, 0.45);
    }
}
