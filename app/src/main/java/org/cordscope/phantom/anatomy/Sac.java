package org.cordscope.phantom.anatomy;

import java.util.function.DoubleBinaryOperator;

/** What lies in the dural sac: fluid, roots, cord with its grey matter, and a lesion within the cord. */
final class Sac {
    /** Right half of the grey matter: across the half cord 0..1, from its front -1 to its back 1. */
    private static final double[][] HORN = {
        {0, -.06},
        {.14, -.16},
        {.26, -.42},
        {.40, -.46},
        {.46, -.28},
        {.38, -.08},
        {.33, .12},
        {.40, .40},
        {.47, .66},
        {.40, .70},
        {.28, .44},
        {.17, .16},
        {.08, .08},
        {0, .07}
    };

    private static final int ROOTLETS = 3;

    private Sac() {}

    /**
     * How fluid pulses: dark flow beside and behind the cord that comes and goes along the neck.
     *
     * @param strength 0 for none to 1
     * @param phase where along the neck it is strongest, radians
     */
    record Flow(double strength, double phase) {
        static Flow draw(SeededDraw draw) {
            return new Flow(draw.chance(0.6) ? draw.between(0.15, 0.85) : 0, draw.between(0, 2 * Math.PI));
        }

        double at(double z) {
            return strength * (0.5 + 0.5 * StrictMath.sin(0.16 * z + phase));
        }
    }

    static void addTo(LayerStack stack, double z, Press press, Outline cord, double signal, Flow flow) {
        stack.add(Tissue.DURA, press.sac().moved(1.03, 1.05, 0, 0, 0));
        stack.add(Tissue.CSF, press.sac());
        addFlow(stack, press, cord, flow.at(z));
        addRoots(stack, z, press, cord);
        stack.add(Tissue.WHITE_MATTER, cord);
        stack.add(Tissue.GREY_MATTER, horns(cord), 0.85);
        if (signal > 0) {
            addSignal(stack, cord, signal);
        }
    }

    /** A crescent behind the cord and one before it, where there is room for fluid to move. */
    private static void addFlow(LayerStack stack, Press press, Outline cord, double strength) {
        CordFrame frame = new CordFrame(cord);
        double behind = press.back(frame.x(0)) - frame.y(0, 1);
        double before = frame.y(0, -1) - press.front(frame.x(0));
        if (behind > 1) {
            Outline crescent =
                    Outline.blob(frame.x(0), press.back(frame.x(0)) - 0.5 * behind, 4.5, 0.32 * behind, 0, -0.8);
            stack.add(Tissue.CSF_FLOW, crescent, strength);
        }
        if (before > 1) {
            Outline crescent = Outline.blob(frame.x(0), frame.y(0, -1) - 0.5 * before, 4, 0.3 * before, 0, 0);
            stack.add(Tissue.CSF_FLOW, crescent, 0.7 * strength);
        }
    }

    /**
     * Rootlets that gather beside the cord and leave as a ventral and a dorsal root, the denticulate ligament, and the slower
     * fluid among them. No side is like the other, and they change from plane to plane.
     */
    private static void addRoots(LayerStack stack, double z, Press press, Outline cord) {
        CordFrame frame = new CordFrame(cord);
        for (int side = -1; side <= 1; side += 2) {
            double exitX = side * (press.halfWidth().at(side) - 0.5);
            double exitY = press.canal().waist();
            double beside = frame.x(side);
            double room = Math.abs(exitX - beside);
            stack.add(
                    Tissue.CSF_FLOW,
                    Outline.blob((beside + exitX) / 2, (frame.y(side, 0) + exitY) / 2, 0.5 * room, 1.7, side * -20, 0),
                    0.35 + 0.25 * wave(z, 0.21, side));
            stack.add(
                    Tissue.DURA,
                    Outline.stroke(beside, frame.y(side, 0), exitX, exitY + 0.4 * wave(z, 0.3, side), 0.15, 0.15),
                    0.35);
            for (int k = 0; k < ROOTLETS; k++) {
                double from = 0.42 + 0.2 * k + 0.06 * wave(z, 0.5 + 0.1 * k, side);
                double gathered = side * (Math.abs(beside) + (0.35 + 0.2 * wave(z, 0.17, side + k)) * room);
                double thick = 0.3 + 0.1 * wave(z, 0.4, k - side);
                root(stack, frame, side * from, -1, gathered, exitX, exitY - 0.8 - 0.3 * k, thick);
                root(stack, frame, side * from, 0.95, gathered, exitX, exitY + 0.7 + 0.3 * k, thick);
            }
        }
    }

    /** From the cord along its surface to where rootlets gather, thicker from there to the exit. */
    private static void root(
            LayerStack stack,
            CordFrame frame,
            double across,
            double along,
            double gathered,
            double exitX,
            double exitY,
            double thick) {
        double startY = frame.y(across, along);
        double middleY = startY + 0.6 * (exitY - startY);
        stack.add(
                Tissue.NERVE_ROOT,
                Outline.stroke(frame.x(across), startY, gathered, middleY, 0.5 * thick, thick),
                0.55);
        stack.add(Tissue.NERVE_ROOT, Outline.stroke(gathered, middleY, exitX, exitY, thick, 1.6 * thick), 0.6);
    }

    /** -1 to 1 along the neck, another for each {@code key}. */
    private static double wave(double z, double perMm, int key) {
        return StrictMath.sin(perMm * z + 2.4 * key);
    }

    private static Outline horns(Outline cord) {
        CordFrame frame = new CordFrame(cord);
        int n = HORN.length;
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = frame.x(HORN[i][0]);
            y[i] = frame.y(HORN[i][0], HORN[i][1]);
            x[2 * n - 1 - i] = frame.x(-HORN[i][0]);
            y[2 * n - 1 - i] = frame.y(-HORN[i][0], HORN[i][1]);
        }
        return new Outline(x, y);
    }

    private static void addSignal(LayerStack stack, Outline cord, double signal) {
        CordFrame frame = new CordFrame(cord);
        double size = 0.5 + signal;
        for (int side = -1; side <= 1; side += 2) {
            stack.add(
                    Tissue.CORD_LESION,
                    Outline.ellipse(frame.x(side * 0.3), frame.y(side * 0.3, -0.05), 1.3 * size, 0.9 * size),
                    Math.min(1, 0.9 * signal));
        }
        stack.add(
                Tissue.CORD_LESION,
                Outline.ellipse(frame.x(0), frame.y(0, 0.05), 2.4 * size, 0.6 * size),
                0.6 * signal);
    }

    /** Coordinates that follow the cord's deformation: across -1..1, and from its front -1 to its back 1. */
    private static final class CordFrame {
        private final Outline cord;
        private final double centre;
        private final double half;

        CordFrame(Outline cord) {
            this.cord = cord;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double x : cord.x()) {
                low = Math.min(low, x);
                high = Math.max(high, x);
            }
            centre = (low + high) / 2;
            half = (high - low) / 2;
        }

        double x(double across) {
            return centre + half * across;
        }

        double y(double across, double along) {
            double at = x(Math.max(-0.97, Math.min(0.97, across)));
            double front = edge(at, Math::min, Double.POSITIVE_INFINITY);
            double back = edge(at, Math::max, Double.NEGATIVE_INFINITY);
            return (front + back) / 2 + along * (back - front) / 2;
        }

        private double edge(double at, DoubleBinaryOperator pick, double start) {
            double best = start;
            for (int i = 0, j = cord.size() - 1; i < cord.size(); j = i++) {
                double xi = cord.x()[i];
                double xj = cord.x()[j];
                if (xi > at != xj > at) {
                    best = pick.applyAsDouble(best, cord.y()[j] + (cord.y()[i] - cord.y()[j]) * (at - xj) / (xi - xj));
                }
            }
            return best;
        }
    }
}
