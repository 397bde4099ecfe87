package org.cordscope.inference;

import org.cordscope.phantom.anatomy.CordMeasures;
import org.jspecify.annotations.Nullable;

/**
 * What a reader that finds the cord says beyond the probability of compression.
 *
 * @param xMm where the canal's middle lies, to the right of the middle of the slice as radiologists look at it; {@code yMm}
 *     downwards
 * @param grade Kang grade, 0 to 3
 * @param network probability of compression by the network alone, 0..1; {@code measured} by the measures alone, NaN where
 *     they are not asked
 * @param effaced probability that more than half of the fluid is used up, 0..1
 * @param signal probability of a bright cord, 0..1
 * @param circumferential probability that it is pressed from front and back, should it be compressed at all, 0..1
 * @param cord measures of the cord; null where hardly any was found. Likewise {@code canal}
 */
public record CordFindings(
        double xMm,
        double yMm,
        int grade,
        double network,
        double measured,
        double effaced,
        double signal,
        double circumferential,
        @Nullable CordMeasures cord,
        @Nullable CordMeasures canal) {}
