package org.cordscope.phantom.randomised;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.randomised.TissueRaster.Frame;

/** Anatomy that some dozens of samples cut: cross-sections at even heights, painted when first asked for and kept. */
abstract class Specimen {
    /** What lies about the canal, finely. */
    static final Frame FINE = new Frame(-42, -42, 0.5, 168, 168);

    /** The whole body. */
    static final Frame WIDE = new Frame(-150.5, -105, 1.75, 172, 120);

    private final Map<Integer, Section> painted = new HashMap<>();

    /** One cross-section. */
    record Section(TissueRaster fine, TissueRaster wide) {
        static Section of(List<Layer> layers) {
            return new Section(TissueRaster.of(layers, FINE), TissueRaster.of(layers, WIDE));
        }

        TissueRaster in(Frame frame) {
            return frame.equals(FINE) ? fine : wide;
        }
    }

    /**
     * One slice of a specimen.
     *
     * @param section outlines of the canal, where there are any
     */
    record Cut(View view, Plane plane, Optional<CanalSection> section) {}

    /** The cross-section at {@code index} times {@link #stepMm}, or the outermost one. */
    final synchronized Section section(int index) {
        return painted.computeIfAbsent(Math.max(first(), Math.min(last(), index)), this::paint);
    }

    abstract int first();

    abstract int last();

    abstract double stepMm();

    abstract Section paint(int index);

    /** The frame that crops are cut from. */
    Frame cropFrame() {
        return FINE;
    }

    /** Draws where a sample cuts. */
    abstract Cut cut(SeededDraw draw);
}
