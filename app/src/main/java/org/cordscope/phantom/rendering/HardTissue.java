package org.cordscope.phantom.rendering;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Outline;

/** Bone and discs of a straightened neck on a fine grid about the canal, for masks of slices of any inclination. */
final class HardTissue {
    private static final double PIXEL_MM = 0.35;
    private static final double STEP_MM = 0.75;
    private static final double LEFT_MM = -62;
    private static final double FRONT_MM = -42;
    private static final int COLUMNS = 355;
    private static final int ROWS = 320;

    private final Neck neck;
    private final Map<Integer, Plane> planes = new HashMap<>();
    private final Canvas canvas = new Canvas(COLUMNS, ROWS, 1);

    private record Plane(BitSet bone, BitSet disc) {}

    HardTissue(Neck neck) {
        this.neck = neck;
    }

    /** Which pixels of a slice show bone and which disc: bits of the first and of the second set. */
    void mark(Examination examination, int slice, BitSet bone, BitSet disc) {
        Stack stack = examination.axial();
        SliceGrid grid = new SliceGrid(examination.pose(), stack, slice, 0);
        for (int row = 0; row < stack.matrix(); row++) {
            grid.row(row);
            for (int column = 0; column < stack.matrix(); column++) {
                int i = (int) Math.floor((grid.at(0, column) - LEFT_MM) / PIXEL_MM);
                int j = (int) Math.floor((grid.at(1, column) - FRONT_MM) / PIXEL_MM);
                if (i >= 0 && j >= 0 && i < COLUMNS && j < ROWS) {
                    Plane plane = plane((int) Math.rint(grid.at(2, column) / STEP_MM));
                    int at = j * COLUMNS + i;
                    boolean isDisc = plane.disc().get(at);
                    disc.set(row * stack.matrix() + column, isDisc);
                    bone.set(row * stack.matrix() + column, plane.bone().get(at) && !isDisc);
                }
            }
        }
    }

    private Plane plane(int index) {
        return planes.computeIfAbsent(
                index, k -> new Plane(fill(neck.bone(k * STEP_MM)), fill(neck.disc(k * STEP_MM))));
    }

    private BitSet fill(List<Outline> outlines) {
        BitSet inside = new BitSet();
        for (Outline outline : outlines) {
            double[] x = new double[outline.size()];
            double[] y = new double[outline.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (outline.x()[i] - LEFT_MM) / PIXEL_MM;
                y[i] = (outline.y()[i] - FRONT_MM) / PIXEL_MM;
            }
            canvas.fillPointwise(x, y, (pixel, coverage) -> {
                if (coverage >= 0.5f) {
                    inside.set(pixel);
                }
            });
        }
        return inside;
    }
}
