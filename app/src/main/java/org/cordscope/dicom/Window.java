package org.cordscope.dicom;

/**
 * Window of modality values that a display spreads from black to white (PS3.3 C.11.2.1.2).
 *
 * @param width at least 1
 */
public record Window(double center, double width) {

    public Window {
        if (!Double.isFinite(center) || !(width >= 1) || !Double.isFinite(width)) {
            throw new IllegalArgumentException(
                    "a window has a finite centre and a width from 1: " + center + ", " + width);
        }
    }

    /** Brightness of a modality value from 0 (black) to 1 (white), by the LINEAR function. */
    public double brightness(double value) {
        double fromCenter = value - (center - 0.5);
        double half = (width - 1) / 2;
        if (fromCenter <= -half) {
            return 0;
        }
        return fromCenter > half ? 1 : fromCenter / (width - 1) + 0.5;
    }
}
