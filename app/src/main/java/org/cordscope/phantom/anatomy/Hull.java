package org.cordscope.phantom.anatomy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Area of a convex hull (Andrew's monotone chain). */
final class Hull {
    private Hull() {}

    static double area(double[] x, double[] y) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            points.add(new double[] {x[i], y[i]});
        }
        points.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
        double twice = 0;
        for (int side = 1; side >= -1; side -= 2) {
            Deque<double[]> chain = new ArrayDeque<>();
            for (double[] p : points) {
                extend(chain, p, side);
            }
            double[] last = chain.pop();
            while (!chain.isEmpty()) {
                double[] before = chain.pop();
                twice += side * (before[0] * last[1] - last[0] * before[1]);
                last = before;
            }
        }
        return Math.abs(twice) / 2;
    }

    private static void extend(Deque<double[]> chain, double[] p, int side) {
        while (chain.size() >= 2) {
            double[] last = chain.pop();
            double[] before = chain.getFirst();
            double turn = (last[0] - before[0]) * (p[1] - before[1]) - (last[1] - before[1]) * (p[0] - before[0]);
            if (turn * side > 0) {
                chain.push(last);
                break;
            }
        }
        chain.push(p);
    }
}
