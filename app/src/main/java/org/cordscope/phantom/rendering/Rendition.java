package org.cordscope.phantom.rendering;

import java.util.EnumMap;
import java.util.Map;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Tissue;

/**
 * How one scanner renders one patient.
 *
 * @param fullScale stored value of fluid in the middle of the picture, at most 12 bits with the brighter fat at the coil
 * @param noise standard deviation of each channel's noise against fluid
 * @param acquiredMm pixel as measured in k-space; smaller pixels are interpolated
 * @param coilFall how fast the receive coil at the nape loses sensitivity towards the front
 * @param frontBand true where a saturation band lies over the throat
 * @param fatShiftMm displacement of fat along the readout, by its other frequency
 * @param phaseAlongRows true where phase is encoded from front to back
 * @param phaseResolution share of the readout's resolution that the phase encoding has
 * @param filter how far k-space is damped at its edge, 0 to 1
 * @param wrap share of the picture's width that is folded in from either side where phase is encoded from left to right
 * @param ghosts strength of the first ghost of what moves in front
 * @param tissueFactors departure of each {@link Tissue} from the usual brightness
 */
public record Rendition(
        double fullScale,
        double noise,
        double acquiredMm,
        double coilFall,
        boolean frontBand,
        double fatShiftMm,
        boolean phaseAlongRows,
        double phaseResolution,
        double filter,
        double wrap,
        double ghosts,
        Map<Tissue, Double> tissueFactors) {

    public Rendition {
        if (!(fullScale > 0) || fullScale > 4095 || !(noise >= 0) || !(acquiredMm > 0)) {
            throw new IllegalArgumentException("not a rendition: " + fullScale + ", " + noise + ", " + acquiredMm);
        }
        tissueFactors = Map.copyOf(tissueFactors);
    }

    /** Draws what varies from patient to patient and scanner to scanner round typical values. */
    public static Rendition draw(SeededDraw draw, double fullScale, double noise, double acquiredMm) {
        Map<Tissue, Double> factors = new EnumMap<>(Tissue.class);
        for (Tissue tissue : Tissue.values()) {
            factors.put(tissue, draw.normal(1, 0.09, 0.78, 1.22));
        }
        factors.put(Tissue.FAT, draw.between(0.85, 1.2));
        factors.put(Tissue.CSF, draw.normal(1, 0.04, 0.9, 1.1));
        double cord = draw.normal(1.12, 0.24, 0.7, 1.7);
        factors.put(Tissue.WHITE_MATTER, cord);
        factors.put(Tissue.GREY_MATTER, cord * draw.normal(1, 0.02, 0.96, 1.05));
        return new Rendition(
                fullScale * draw.normal(1, 0.15, 0.7, 1.35),
                noise * draw.normal(1, 0.25, 0.6, 1.8),
                acquiredMm,
                draw.normal(1.05, 0.4, 0.3, 2.1),
                draw.chance(0.5),
                draw.between(0.1, 0.8),
                draw.chance(0.6),
                draw.between(0.7, 1),
                draw.between(0.05, 0.6),
                draw.chance(0.12) ? draw.between(0.05, 0.15) : 0,
                draw.chance(0.7) ? draw.between(0.005, 0.05) : 0,
                factors);
    }

    /** The same with more or less noise, for quicker or slower sequences of the same examination. */
    public Rendition withNoise(double newNoise) {
        return new Rendition(
                fullScale,
                newNoise,
                acquiredMm,
                coilFall,
                frontBand,
                fatShiftMm,
                phaseAlongRows,
                phaseResolution,
                filter,
                wrap,
                ghosts,
                tissueFactors);
    }
}
