package org.cordscope.inference.cord;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cordscope.learning.cord.CropReading;
import org.junit.jupiter.api.Test;

final class FluidContrastTest {
    private static final int AREA = 400;

    /** Cord in the first pixels, fluid in the next, other things behind. */
    private static boolean missing(int cordPixels, float cord, int fluidPixels, float fluid) {
        float[] crop = new float[AREA];
        float[] isCord = new float[AREA];
        float[] isFluid = new float[AREA];
        for (int i = 0; i < AREA; i++) {
            boolean inCord = i < cordPixels;
            boolean inFluid = !inCord && i < cordPixels + fluidPixels;
            crop[i] = inCord ? cord : inFluid ? fluid : 5;
            isCord[i] = inCord ? 0.9f : 0.1f;
            isFluid[i] = inFluid ? 0.8f : 0.1f;
        }
        return FluidContrast.missing(crop, new CropReading(new float[0], isFluid, isCord));
    }

    @Test
    void fluid_as_bright_as_the_cord_is_missed_and_brighter_fluid_is_not() {
        assertTrue(missing(200, 0.5f, 100, 0.5f));
        assertTrue(missing(200, 0.5f, 100, 0.2f));
        assertTrue(missing(200, 0.5f, 100, 0.52f));
        assertFalse(missing(200, 0.5f, 100, 0.53f));
        assertFalse(missing(200, 0.5f, 100, 1));
    }

    @Test
    void too_little_fluid_or_cord_says_nothing() {
        assertFalse(missing(200, 0.5f, 39, 0.2f));
        assertTrue(missing(200, 0.5f, 40, 0.2f));
        assertFalse(missing(39, 0.5f, 100, 0.2f));
    }
}
