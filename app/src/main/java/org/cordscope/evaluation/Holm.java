package org.cordscope.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests (Scandinavian Journal of Statistics 6, 1979). */
public final class Holm {
    private Holm() {}

    /** Adjusted p values in the given order, as R's {@code p.adjust(p, "holm")}. */
    public static double[] adjust(double[] pValues) {
        int n = pValues.length;
        int[] rising = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = Arrays.copyOf(pValues, n);
        double largest = 0;
        for (int k = 0; k < n; k++) {
            largest = Math.max(largest, Math.min(1, (n - k) * pValues[rising[k]]));
            adjusted[rising[k]] = largest;
        }
        return adjusted;
    }
}
