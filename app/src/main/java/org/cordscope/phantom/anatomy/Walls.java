package org.cordscope.phantom.anatomy;

/** Front and back of the sac in one plane, sampled once, since a cord asks for them thousands of times. */
final class Walls {
    private static final double STEP_MM = 0.25;

    private final double left;
    private final double right;
    private final double[] front;
    private final double[] back;

    Walls(Press press) {
        left = press.halfWidth().left();
        right = press.halfWidth().right();
        int count = (int) Math.ceil((left + right) / STEP_MM) + 2;
        front = new double[count];
        back = new double[count];
        for (int i = 0; i < count; i++) {
            front[i] = press.front(i * STEP_MM - right);
            back[i] = press.back(i * STEP_MM - right);
        }
    }

    /** How far the sac reaches to the patient's left, mm. */
    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double front(double x) {
        return sample(front, x);
    }

    double back(double x) {
        return sample(back, x);
    }

    private double sample(double[] wall, double x) {
        double at = Math.min(wall.length - 1.001, Math.max(0, (x + right) / STEP_MM));
        int i = (int) at;
        return wall[i] + (at - i) * (wall[i + 1] - wall[i]);
    }
}
