package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * Metal in some teeth, which takes the signal round it and heaps some of it up beside, as in spin echo. Reaches the uppermost
 * slices.
 */
final class DentalMetal {
    private static final double SHARE = 0.2;

    private final List<Loss> voids = new ArrayList<>();

    /** Where signal is lost; {@code pile} says on which side it is heaped up, 1 left, -1 right. */
    private record Loss(double x, double y, double z, double radiusMm, double pile) {}

    DentalMetal(SeededDraw draw) {
        if (!draw.chance(SHARE)) {
            return;
        }
        int count = 1 + draw.index(4);
        for (int i = 0; i < count; i++) {
            double side = draw.chance(0.5) ? 1 : -1;
            voids.add(new Loss(
                    side * draw.between(17, 27),
                    draw.between(-80, -58),
                    draw.between(2, 28),
                    draw.between(8, 22),
                    draw.chance(0.5) ? 1 : -1));
        }
    }

    void addTo(LayerStack stack, double z) {
        for (Loss lost : voids) {
            double up = (z - lost.z()) / lost.radiusMm();
            if (Math.abs(up) < 1) {
                double radius = lost.radiusMm() * Math.sqrt(1 - up * up);
                Outline pile = Outline.ellipse(lost.x() + lost.pile() * 0.35 * radius, lost.y(), radius, 0.9 * radius);
                stack.add(Tissue.CSF, pile, 0.55);
                stack.add(Tissue.AIR, Outline.ellipse(lost.x(), lost.y(), radius, 0.95 * radius), 0.97);
            }
        }
    }
}
