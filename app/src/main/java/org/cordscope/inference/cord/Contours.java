package org.cordscope.inference.cord;

/** Where belief crosses one half in a square picture (marching squares). */
final class Contours {
    private Contours() {}

    /** An SVG path in pixels, to a tenth of one. */
    static String path(float[] belief, int side) {
        StringBuilder path = new StringBuilder();
        double[] ends = new double[8];
        for (int row = 0; row + 1 < side; row++) {
            for (int column = 0; column + 1 < side; column++) {
                float a = belief[row * side + column];
                float b = belief[row * side + column + 1];
                float c = belief[(row + 1) * side + column + 1];
                float d = belief[(row + 1) * side + column];
                boolean inside = a >= 0.5f;
                if (b >= 0.5f == inside && c >= 0.5f == inside && d >= 0.5f == inside) {
                    continue; // as nearly everywhere
                }
                int count = cross(ends, 0, a, b, column, row, 1, 0);
                count = cross(ends, count, b, c, column + 1, row, 0, 1);
                count = cross(ends, count, d, c, column, row + 1, 1, 0);
                count = cross(ends, count, a, d, column, row, 0, 1);
                for (int i = 0; i + 3 < count; i += 4) {
                    point(path.append('M'), ends[i], ends[i + 1]);
                    point(path.append('L'), ends[i + 2], ends[i + 3]);
                }
            }
        }
        return path.toString();
    }

    /** Adds the place where an edge is crossed, if it is; how many numbers there are then. */
    private static int cross(double[] into, int count, float from, float to, int x, int y, int dx, int dy) {
        if (from >= 0.5f == to >= 0.5f) {
            return count;
        }
        double at = (0.5 - from) / (to - from);
        into[count] = x + at * dx;
        into[count + 1] = y + at * dy;
        return count + 2;
    }

    private static void point(StringBuilder path, double x, double y) {
        tenths(path, x);
        tenths(path.append(' '), y);
    }

    private static void tenths(StringBuilder path, double value) {
        long tenths = Math.round(10 * value);
        path.append(tenths / 10).append('.').append(tenths % 10);
    }
}
