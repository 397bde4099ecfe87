package org.cordscope.learning.torch;

import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.Channels;
import org.cordscope.learning.weights.Weight;

/**
 * Filters of a convolution with its batch normalisation folded in: w' = w * g / sqrt(v + eps), b' = b - m * g / sqrt(v + eps).
 *
 * @param in channels
 * @param filters {@code [out, in, kernel, kernel]}, row by row
 * @param offsets one for each filter
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record FoldedFilters(int in, float[] filters, float[] offsets) {
    private static final double EPSILON = 1e-5;

    static FoldedFilters of(ResNetPlan.Convolution c, Map<String, Weight> weights) {
        return folded(c, c.in(), values(weights, c.name() + ".weight"), weights);
    }

    /** Likewise, the stem's for one grey channel where its three are equal: its filters summed over them. */
    static FoldedFilters of(ResNetPlan plan, ResNetPlan.Convolution c, Map<String, Weight> weights) {
        if (!c.equals(plan.stem()) || plan.channels() != Channels.GREY_REPEATED) {
            return of(c, weights);
        }
        float[] filters = values(weights, c.name() + ".weight");
        int area = c.kernel() * c.kernel();
        float[] summed = new float[c.out() * area];
        for (int i = 0; i < filters.length; i++) {
            summed[i / (c.in() * area) * area + i % area] += filters[i];
        }
        return folded(c, 1, summed, weights);
    }

    private static FoldedFilters folded(
            ResNetPlan.Convolution c, int in, float[] filters, Map<String, Weight> weights) {
        float[] gain = values(weights, c.norm() + ".weight");
        float[] shift = values(weights, c.norm() + ".bias");
        float[] mean = values(weights, c.norm() + ".running_mean");
        float[] variance = values(weights, c.norm() + ".running_var");
        float[] offsets = new float[c.out()];
        int perFilter = in * c.kernel() * c.kernel();
        for (int o = 0; o < c.out(); o++) {
            double scale = gain[o] / Math.sqrt(variance[o] + EPSILON);
            offsets[o] = (float) (shift[o] - mean[o] * scale);
            for (int i = o * perFilter; i < (o + 1) * perFilter; i++) {
                filters[i] = (float) (filters[i] * scale);
            }
        }
        return new FoldedFilters(in, filters, offsets);
    }

    private static float[] values(Map<String, Weight> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name).floats();
    }
}
