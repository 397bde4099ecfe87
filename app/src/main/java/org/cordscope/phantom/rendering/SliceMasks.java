package org.cordscope.phantom.rendering;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.study.Vector3;

/**
 * Which pixels of an axial slice show what: bit {@code row * matrix + column} is set where the structure holds the pixel's
 * centre.
 *
 * @param canal the dural sac, cord and fluid together
 */
public record SliceMasks(BitSet cord, BitSet canal, BitSet disc, BitSet bone) {

    /** Of every slice of the axial stack, in its order. */
    public static List<SliceMasks> of(Examination examination) {
        HardTissue hard = new HardTissue(examination.neck());
        Stack stack = examination.axial();
        List<SliceMasks> masks = new ArrayList<>();
        for (int slice = 0; slice < stack.count(); slice++) {
            CanalCut cut = examination.canal(slice);
            CanalSection section = cut.section();
            Raster raster = new Raster(stack, stack.cuts().get(slice), cut);
            BitSet bone = new BitSet();
            BitSet disc = new BitSet();
            hard.mark(examination, slice, bone, disc);
            BitSet canal = raster.fill(section.sac());
            bone.andNot(canal);
            disc.andNot(canal);
            masks.add(new SliceMasks(raster.fill(section.cord()), canal, disc, bone));
        }
        return masks;
    }

    /** Fluid and roots: the canal without the cord. */
    public BitSet fluid() {
        BitSet fluid = (BitSet) canal.clone();
        fluid.andNot(cord);
        return fluid;
    }

    /** The pixels in the coordinates of a cut. */
    private record Raster(Stack stack, Stack.Cut cut, CanalCut canal) {

        BitSet fill(Outline outline) {
            double high = 0;
            for (int i = 0; i < outline.size(); i++) {
                double far = Math.hypot(outline.x()[i], outline.y()[i]);
                high = Math.max(high, far);
            }
            Vector3 middle = canal.middle().plus(cut.shown().times(-1));
            int reach = (int) Math.ceil(high / stack.spacingMm()) + 1;
            int row = pixel(middle.dot(cut.column()));
            int column = pixel(middle.dot(cut.row()));
            BitSet inside = new BitSet();
            for (int j = Math.max(0, row - reach); j <= Math.min(stack.matrix() - 1, row + reach); j++) {
                for (int i = Math.max(0, column - reach); i <= Math.min(stack.matrix() - 1, column + reach); i++) {
                    Vector3 from = cut.row()
                            .times(mm(i))
                            .plus(cut.column().times(mm(j)))
                            .plus(middle.times(-1));
                    if (outline.contains(from.dot(canal.left()), from.dot(canal.back()))) {
                        inside.set(j * stack.matrix() + i);
                    }
                }
            }
            return inside;
        }

        private int pixel(double mm) {
            return (int) Math.round(mm / stack.spacingMm() + (stack.matrix() - 1) / 2.0);
        }

        private double mm(int pixel) {
            return (pixel - (stack.matrix() - 1) / 2.0) * stack.spacingMm();
        }
    }
}
