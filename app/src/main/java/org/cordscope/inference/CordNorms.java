package org.cordscope.inference;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures of healthy adults: means over C2 to C7 of 203 people, 98 of them women (spinalcordtoolbox/PAM50-normalized-metrics),
 * and standard deviations within and between levels together, since the level of a slice is not known. AP/RL has that of AP and
 * RL as if they varied on their own.
 *
 * @param people whose: {@code F}, {@code M}, or {@code both} where the sex is not known or another
 */
record CordNorms(String people, Norm area, Norm ap, Norm apOverRl, Norm eccentricity, Norm solidity, Norm canalAp) {
    private static final CordNorms BOTH = new CordNorms(
            "both",
            new Norm(70.62, 10.04),
            new Norm(7.346, 0.645),
            new Norm(0.602, 0.075),
            new Norm(0.792, 0.047),
            new Norm(0.969, 0.005),
            new Norm(13.08, 1.39));
    private static final CordNorms WOMEN = new CordNorms(
            "F",
            new Norm(68.56, 9.46),
            new Norm(7.235, 0.616),
            new Norm(0.602, 0.073),
            new Norm(0.792, 0.046),
            new Norm(0.968, 0.005),
            new Norm(12.81, 1.28));
    private static final CordNorms MEN = new CordNorms(
            "M",
            new Norm(72.55, 10.21),
            new Norm(7.449, 0.656),
            new Norm(0.602, 0.075),
            new Norm(0.791, 0.048),
            new Norm(0.969, 0.005),
            new Norm(13.33, 1.45));

    /** One measure. */
    record Norm(double mean, double deviation) {
        @Nullable Double z(@Nullable Double value) {
            return value == null ? null : (value - mean) / deviation;
        }
    }

    /** @param sex as DICOM codes it; empty where it is not known */
    static CordNorms of(String sex) {
        return switch (sex.strip().toUpperCase(Locale.ROOT)) {
            case "F" -> WOMEN;
            case "M" -> MEN;
            default -> BOTH;
        };
    }
}
