package org.cordscope.phantom.anatomy;

import java.util.List;

/** One patient's spine: vertebrae, canal, cord and what presses on it, in the frame of a straight canal. */
final class Spine {
    private static final double FREE_MM = 0.1;

    private final SpinalForm form;
    private final Degeneration degeneration;
    private final Vertebrae vertebrae;
    private final List<Reference> references;

    /** Cord at the middle of a vertebra; the AP diameter stands for the intact cord only where nothing presses on it. */
    private record Reference(double z, double apMm, boolean free) {}

    Spine(SeededDraw draw, Subject subject) {
        form = SpinalForm.draw(draw.named("spinal form", 0), subject);
        degeneration = Degeneration.draw(draw.named("degeneration", 0), subject);
        vertebrae = new Vertebrae(draw.named("vertebrae", 0));
        references = List.of(Level.values()).stream()
                .map(level -> reference(level.zMm()))
                .toList();
    }

    private Reference reference(double z) {
        CanalSection section = section(z, z, press(z), cord(press(z)), 1);
        double pressed = Math.max(Truth.depth(section, true), Truth.depth(section, false));
        return new Reference(z, CordMeasures.of(section.cord()).apMm(), pressed < FREE_MM);
    }

    private Press press(double z) {
        return Press.of(form.canalAt(z), degeneration, z);
    }

    private CordPress cord(Press press) {
        double left = Math.sqrt(1 - degeneration.atrophy(press.z()));
        Outline resting = form.restingCordAt(press.z(), press.canal());
        double[] centre = CordMeasures.centroid(resting);
        return CordPress.of(resting.moved(-centre[0], -centre[1]).moved(left, left, 0, centre[0], centre[1]), press);
    }

    /** How far the vertebrae at a height of a neck of usual length have slipped forwards, mm. */
    double slip(double z) {
        return degeneration.slip(z);
    }

    /** The canal at a height of a neck that is {@code length} times as long as usual. */
    CanalSection canalAt(double zMm, double length) {
        Press press = press(zMm / length);
        return section(zMm, press.z(), press, cord(press), referenceAp(press.z()));
    }

    private CanalSection section(double zMm, double z, Press press, CordPress cord, double referenceAp) {
        DiscLesion nearest = degeneration.nearest(z);
        boolean disc = Vertebrae.discShare(z, nearest) > 0.5;
        return new CanalSection(
                zMm,
                disc ? List.of(Level.values()).get(degeneration.discs().indexOf(nearest)) : Level.nearest(z),
                disc,
                Press.of(press.canal(), Degeneration.NONE, z).sac(),
                press.sac(),
                cord.unpressed(),
                cord.pressed(),
                degeneration.signal(z),
                referenceAp);
    }

    /** Mean AP diameter at the next intact vertebrae above and below; the one there is, or the own level's usual size. */
    private double referenceAp(double z) {
        double above = Double.NaN;
        double below = Double.NaN;
        for (Reference reference : references) {
            if (reference.free() && reference.z() >= z) {
                above = reference.apMm();
            } else if (reference.free() && Double.isNaN(below)) {
                below = reference.apMm();
            }
        }
        if (Double.isNaN(above) && Double.isNaN(below)) {
            return SpinalForm.at(form.cordAp(), z);
        }
        return Double.isNaN(above) ? below : Double.isNaN(below) ? above : (above + below) / 2;
    }

    /** Lays vertebrae, sac and cord on a section at a height of a neck of usual length. */
    void addTo(LayerStack stack, double z) {
        Press press = press(z);
        CordPress cord = cord(press);
        vertebrae.addTo(stack, z, press, degeneration.nearest(z));
        Sac.addTo(stack, z, press, cord.pressed(), degeneration.signal(z));
    }
}
