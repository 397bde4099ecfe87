package org.cordscope.phantom.randomised;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.randomised.TissueRaster.Frame;

/** A neck cut lengthwise, in some sagittal and some coronal planes; each counts as a cross-section of its own. */
final class LengthwiseSpecimen extends Specimen {
    private static final int PLANES = 8;
    private static final double STEP_MM = 2.5;
    private static final double MIDDLE_MM = -50;

    private final SeededDraw draw;
    private final Neck neck;
    private final View view;
    private final Map<Integer, TissueRaster> heights = new HashMap<>();

    LengthwiseSpecimen(SeededDraw draw) {
        this.draw = draw;
        this.neck = Neck.draw(draw.named("neck", 0), Subject.drawFromPopulation(draw.named("subject", 0)));
        this.view = draw.chance(0.65) ? View.SAGITTAL : View.CORONAL;
    }

    @Override
    int first() {
        return 0;
    }

    @Override
    int last() {
        return PLANES - 1;
    }

    @Override
    double stepMm() {
        return 1e6;
    }

    @Override
    Section paint(int index) {
        SeededDraw own = draw.named("plane", index);
        double off = view == View.SAGITTAL ? own.normal(0, 9, -35, 35) : own.normal(-4, 14, -45, 40);
        double slant = own.normal(0, 0.08, -0.2, 0.2);
        TissueRaster cut = gathered(off, slant);
        return new Section(cut, cut);
    }

    @Override
    Frame cropFrame() {
        return WIDE;
    }

    private TissueRaster gathered(double off, double slant) {
        return TissueRaster.gathered(WIDE, (column, row, into, pixel) -> {
            double across = WIDE.leftMm() + (column + 0.5) * WIDE.pixelMm();
            double down = WIDE.frontMm() + (row + 0.5) * WIDE.pixelMm();
            double depth = off + slant * down;
            TissueRaster at = heights.computeIfAbsent(
                    (int) Math.rint((MIDDLE_MM - down) / STEP_MM), k -> TissueRaster.of(neck.at(k * STEP_MM), WIDE));
            into.take(pixel, at, view == View.SAGITTAL ? at.pixel(depth, across) : at.pixel(across, depth));
        });
    }

    @Override
    Cut cut(SeededDraw member) {
        return new Cut(view, Plane.LEVEL.at(member.index(PLANES) * stepMm()), Optional.empty());
    }
}
