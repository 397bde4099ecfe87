package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.Scenario;
import org.cordscope.phantom.anatomy.Scenario.Joints;
import org.cordscope.phantom.anatomy.SeededDraw;

/**
 * Which spines are worth training on. More than half have a lesion that presses, from in front, from behind or from the side, by
 * an amount spread about the threshold of the label; the others are what must not be taken for it: fluid that is used up without harm to the cord, discs that bulge and do
 * not touch, narrow canals, flat, turned, uneven and displaced healthy cords, and signal in a cord that nothing presses on.
 */
final class ScenarioDraw {
    private static final double[] DISCS = {.5, 1, 1.2, 1.3, 1.1, .6};

    private final SeededDraw draw;
    private final Kind kind;

    private enum Kind {
        PRESSING(0.34),
        ASIDE(0.11),
        TOUCHING(0.14),
        BULGING(0.08),
        NARROW(0.16),
        HEALTHY(0.17);

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
        boolean pressing = kind == Kind.PRESSING || kind == Kind.ASIDE;
        boolean narrow = kind == Kind.NARROW || (kind == Kind.TOUCHING && draw.chance(0.6));
        boolean signal = draw.chance(pressing ? 0.3 : 0.12);
        double canal = narrow ? draw.between(0.58, 0.88) : draw.normal(1, 0.07, 0.85, 1.2);
        return new Scenario(
                canal,
                narrow ? draw.between(0.6, 1) : Math.sqrt(canal),
                draw.normal(0, 0.07, -0.12, 0.2),
                Math.toRadians(draw.normal(0, 6, -16, 16)),
                draw.normal(0, 0.7, -1.8, 1.8),
                draw.normal(0, 0.06, -0.16, 0.16),
                healthy() ? -1 : draw.weighted(DISCS),
                kind == Kind.PRESSING
                        ? pressed()
                        : kind == Kind.TOUCHING || kind == Kind.ASIDE ? draw.between(0, 0.045) : 0,
                draw.chance(0.3),
                joints(),
                kind == Kind.BULGING ? draw.between(0.45, 0.9) : 1,
                signal ? draw.between(0.35, 1) : 0);
    }

    /** Joints that press the cord from one side, or both; now and then beside a lesion, and some that only touch it. */
    private Joints joints() {
        boolean left = draw.chance(0.5);
        double most = draw.chance(0.3) ? draw.between(0.05, 0.6) : draw.between(0.4, 3.2);
        double other = draw.chance(0.25) ? draw.between(0.05, 0.8) * most : 0;
        if (kind != Kind.ASIDE && !(kind == Kind.PRESSING && draw.chance(0.12))) {
            return Joints.NONE;
        }
        return left ? new Joints(most, other) : new Joints(other, most);
    }

    /** Two of five lie about the threshold. */
    private double pressed() {
        return draw.chance(0.4) ? draw.between(0.04, 0.14) : draw.between(0.1, 0.45);
    }
}
