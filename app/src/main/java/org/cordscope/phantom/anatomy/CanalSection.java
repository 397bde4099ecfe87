package org.cordscope.phantom.anatomy;

/**
 * The spinal canal in one axial plane: the outlines that the truth is told from.
 *
 * @param zMm height of the plane in the patient's own neck
 * @param level vertebra, or the vertebra above the disc
 * @param disc true where the plane meets the intervertebral disc
 * @param freeSac dural sac with no lesion
 * @param sac dural sac as it is
 * @param unpressed the cord as it would be without pressure, lying where it lies
 * @param cord the cord as it is
 * @param cordSignal T2 signal within the cord, 0 for none
 * @param referenceApMm mean AP diameter of the cord at the next vertebrae above and below where nothing presses on it
 */
public record CanalSection(
        double zMm,
        Level level,
        boolean disc,
        Outline freeSac,
        Outline sac,
        Outline unpressed,
        Outline cord,
        double cordSignal,
        double referenceApMm) {

    public CanalSection {
        if (!(referenceApMm > 0)) {
            throw new IllegalArgumentException("a cord has an AP diameter: " + referenceApMm);
        }
    }

    CanalSection moved(double dx, double dy) {
        return new CanalSection(
                zMm,
                level,
                disc,
                freeSac.moved(dx, dy),
                sac.moved(dx, dy),
                unpressed.moved(dx, dy),
                cord.moved(dx, dy),
                cordSignal,
                referenceApMm);
    }
}
