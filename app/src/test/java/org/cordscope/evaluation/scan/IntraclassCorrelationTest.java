package org.cordscope.evaluation.scan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.evaluation.Estimate;
import org.junit.jupiter.api.Test;

final class IntraclassCorrelationTest {
    private static final int LARGEST = 3;

    @Test
    void small_tables_of_any_numbers_have_an_interval_that_holds_the_coefficient_or_none() {
        for (int scans = 2; scans <= 3; scans++) {
            int cells = 2 * scans;
            int[] patient = IntStream.range(0, scans).toArray();
            for (int code = 0; code < Math.pow(LARGEST + 1, cells); code++) {
                double[][] values = new double[scans][2];
                for (int cell = 0, rest = code; cell < cells; cell++, rest /= LARGEST + 1) {
                    values[cell / 2][cell % 2] = rest % (LARGEST + 1);
                }
                IntraclassCorrelation icc = IntraclassCorrelation.of(values, patient);
                for (Estimate estimate : List.of(icc.agreement(), icc.consistency())) {
                    assertTrue(
                            !estimate.hasInterval()
                                    || (Double.isFinite(estimate.low())
                                            && Double.isFinite(estimate.high())
                                            && estimate.low() <= estimate.value()
                                            && estimate.value() <= estimate.high()),
                            () -> estimate + " of " + Arrays.deepToString(values));
                }
            }
        }
    }
}
