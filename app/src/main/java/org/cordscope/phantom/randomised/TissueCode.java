package org.cordscope.phantom.randomised;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.cordscope.phantom.anatomy.Tissue;

/** Small numbers for tissues, from 0, by which rasters and {@link Appearance.Tones} know them. */
final class TissueCode {
    static final int COUNT = Tissue.values().length;

    private static final Map<Tissue, Byte> CODES = new EnumMap<>(Tissue.class);

    static {
        for (Tissue tissue : Tissue.values()) {
            CODES.put(tissue, (byte) CODES.size());
        }
    }

    private TissueCode() {}

    static byte of(Tissue tissue) {
        return Objects.requireNonNull(CODES.get(tissue));
    }
}
