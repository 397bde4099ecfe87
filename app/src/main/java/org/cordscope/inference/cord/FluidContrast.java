package org.cordscope.inference.cord;

import org.cordscope.learning.cord.CropReading;

/**
 * How much brighter the fluid that was seen is than the cord that was seen. Where it is no brighter, as in T1 and in some T2*w
 * pictures, the cord's outline is hardly there to be judged.
 */
final class FluidContrast {
    /** Below the least that networks are trained with. */
    static final double LEAST = 1.05;

    /** Less fluid than 10 mm² of crops tells nothing: it may have been pressed out. */
    private static final int FEWEST_PIXELS = 40;

    private FluidContrast() {}

    /** Whether there is fluid enough and it is not brighter than the cord. */
    static boolean missing(float[] crop, CropReading reading) {
        double cord = 0;
        double fluid = 0;
        int ofCord = 0;
        int ofFluid = 0;
        for (int i = 0; i < crop.length; i++) {
            if (reading.cord()[i] >= 0.5f) {
                cord += crop[i];
                ofCord++;
            } else if (reading.fluid()[i] >= 0.5f) {
                fluid += crop[i];
                ofFluid++;
            }
        }
        return ofFluid >= FEWEST_PIXELS && ofCord >= FEWEST_PIXELS && fluid / ofFluid < LEAST * cord / ofCord;
    }
}
