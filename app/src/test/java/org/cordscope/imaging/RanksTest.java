package org.cordscope.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RanksTest {
    @Test
    void a_rank_has_the_value_that_sorting_would_put_there() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            float[] values = new float[1 + random.nextInt(60)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(1 + random.nextInt(50));
            }
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            int rank = random.nextInt(values.length);
            assertEquals(sorted[rank], Ranks.select(values, rank), Arrays.toString(sorted) + " at " + rank);
            Arrays.sort(values);
            assertEquals(Arrays.toString(sorted), Arrays.toString(values), "the values are still the same ones");
        }
    }
}
