package org.cordscope.phantom.rendering;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.phantom.anatomy.Tissue;

/** How each tissue of one patient looks in several sequences at once, as inks of a {@link Canvas}. */
final class Palette {
    private final int contrasts;
    private final Map<Tissue, float[]> inks = new EnumMap<>(Tissue.class);

    Palette(List<Contrast> contrasts, Rendition rendition) {
        this.contrasts = contrasts.size();
        for (Tissue tissue : Tissue.values()) {
            double factor = rendition.tissueFactors().getOrDefault(tissue, 1.0);
            float[] ink = new float[channels()];
            ink[0] = (float) Contrast.grain(tissue);
            for (int i = 0; i < contrasts.size(); i++) {
                double fat = contrasts.get(i).fatBrightness(tissue);
                ink[1 + 2 * i] = (float) (factor * (contrasts.get(i).brightness(tissue) - fat));
                ink[2 + 2 * i] = (float) (factor * fat);
            }
            inks.put(tissue, ink);
        }
    }

    /** Strength of grain, then for each contrast the brightness of water and that of fat, against fluid. */
    int channels() {
        return 1 + 2 * contrasts;
    }

    float[] of(Tissue tissue) {
        return Objects.requireNonNull(inks.get(tissue));
    }
}
