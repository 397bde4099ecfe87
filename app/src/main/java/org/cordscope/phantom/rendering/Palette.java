package org.cordscope.phantom.rendering;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.cordscope.phantom.anatomy.Tissue;

/** How each tissue of one patient looks in one sequence. */
final class Palette {
    private final Map<Tissue, Shade> shades = new EnumMap<>(Tissue.class);

    /**
     * Brightness of a tissue's water and of its fat, against fluid.
     *
     * @param grain strength of fine texture, as a share of brightness
     */
    record Shade(float water, float fat, float grain) {}

    Palette(Contrast contrast, Rendition rendition) {
        for (Tissue tissue : Tissue.values()) {
            double fat = contrast.fatBrightness(tissue);
            double factor = rendition.tissueFactors().getOrDefault(tissue, 1.0);
            shades.put(
                    tissue,
                    new Shade((float) (factor * (contrast.brightness(tissue) - fat)), (float) (factor * fat), (float)
                            contrast.grain(tissue)));
        }
    }

    Shade of(Tissue tissue) {
        return Objects.requireNonNull(shades.get(tissue));
    }
}
