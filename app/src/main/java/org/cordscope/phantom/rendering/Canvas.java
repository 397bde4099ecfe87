package org.cordscope.phantom.rendering;

import java.util.Arrays;

/**
 * A picture of tissue properties that outlines are filled into with exact area coverage: each edge adds the signed area
 * to its right, and a running sum along the row turns that into the covered share of each pixel.
 */
public final class Canvas {
    private final int width;
    private final int height;
    private final int stride;
    private final float[] edges;
    private final int channels;
    private final float[] values;
    private int left;
    private int right;
    private int top;
    private int bottom;

    /** @param channels values per pixel; 0 where only {@link #fillPointwise} is asked for */
    public Canvas(int width, int height, int channels) {
        this.width = width;
        this.height = height;
        this.stride = width + 2;
        this.channels = channels;
        this.edges = new float[stride * height];
        this.values = new float[width * height * channels];
    }

    /** All channels of a pixel together, pixels row by row. */
    float[] values() {
        return values;
    }

    void clear() {
        Arrays.fill(values, 0);
    }

    /** Fills a polygon given in pixels, (0, 0) being the outer corner of the first pixel. */
    void fill(double[] x, double[] y, float[] ink, float opacity) {
        fillPointwise(x, y, (pixel, coverage) -> blend(pixel, ink, opacity * coverage));
    }

    /** Lays an ink, one value per channel, over one pixel. */
    void blend(int pixel, float[] ink, float share) {
        if (share > 0.002f) {
            int at = pixel * channels;
            for (int i = 0; i < channels; i++) {
                values[at + i] += share * (ink[i] - values[at + i]);
            }
        }
    }

    /** Told of one pixel that a polygon covers, and of the share of it. */
    @FunctionalInterface
    public interface Cover {
        void pixel(int pixel, float coverage);
    }

    /** Tells of every pixel of a polygon, given in pixels. */
    public void fillPointwise(double[] x, double[] y, Cover cover) {
        left = width;
        right = -1;
        top = height;
        bottom = -1;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            edge(x[j], y[j], x[i], y[i]);
        }
        for (int row = top; row <= bottom; row++) {
            float sum = 0;
            int from = row * stride;
            for (int column = left; column < width; column++) {
                float d = edges[from + column];
                if (d != 0) {
                    sum += d;
                    edges[from + column] = 0;
                } else if (column > right) {
                    break;
                }
                float coverage = Math.min(1, Math.abs(sum));
                if (coverage > 0.002f) {
                    cover.pixel(row * width + column, coverage);
                }
            }
            edges[from + width] = 0;
            edges[from + width + 1] = 0;
        }
    }

    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        float direction = y0 < y1 ? 1 : -1;
        double upperX = y0 < y1 ? x0 : x1;
        double upperY = Math.min(y0, y1);
        double lowerY = Math.max(y0, y1);
        double slope = (x1 - x0) / (y1 - y0);
        int first = (int) Math.max(0, Math.floor(upperY));
        int last = (int) Math.min(height, Math.ceil(lowerY));
        if (first >= last) {
            return;
        }
        top = Math.min(top, first);
        bottom = Math.max(bottom, last - 1);
        for (int row = first; row < last; row++) {
            double from = Math.max(upperY, row);
            double to = Math.min(lowerY, row + 1);
            double a = clamp(upperX + (from - upperY) * slope);
            double b = clamp(upperX + (to - upperY) * slope);
            rowEdge(row * stride, Math.min(a, b), Math.max(a, b), (float) (direction * (to - from)));
        }
    }

    private double clamp(double x) {
        return Math.min(width, Math.max(0, x));
    }

    /** One edge within one row, from {@code a} to {@code b} across, {@code d} high. */
    private void rowEdge(int start, double a, double b, float d) {
        int first = (int) a;
        int last = (int) Math.ceil(b);
        left = Math.min(left, first);
        right = Math.max(right, Math.min(width - 1, last + 1));
        if (last <= first + 1) {
            float middle = (float) (0.5 * (a + b) - first);
            edges[start + first] += d - d * middle;
            edges[start + first + 1] += d * middle;
            return;
        }
        float s = (float) (1 / (b - a));
        float head = (float) (first + 1 - a);
        float area = 0.5f * s * head * head;
        edges[start + first] += d * area;
        if (last == first + 2) {
            float tail = (float) (b - first - 1);
            float rest = 0.5f * s * tail * tail;
            edges[start + first + 1] += d * (1 - area - rest);
            edges[start + first + 2] += d * rest;
            return;
        }
        float second = s * (1.5f - (float) (a - first));
        edges[start + first + 1] += d * (second - area);
        for (int i = first + 2; i < last - 1; i++) {
            edges[start + i] += d * s;
        }
        float before = second + (last - first - 3) * s;
        float tail = (float) (b - (last - 1));
        float rest = 0.5f * s * tail * tail;
        edges[start + last - 1] += d * (1 - before - rest);
        edges[start + last] += d * rest;
    }
}
