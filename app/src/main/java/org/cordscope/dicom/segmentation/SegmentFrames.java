package org.cordscope.dicom.segmentation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cordscope.study.SliceStack;

/** The frames of a segmentation: segment after segment, each from the lowest slice to the highest, without the empty ones. */
final class SegmentFrames {

    /**
     * One mask.
     *
     * @param segment from 0
     * @param slice from 0
     */
    record Frame(int segment, int slice, BitSet mask) {}

    private final int pixels;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Integer> slicesShown;

    private SegmentFrames(SliceStack stack, int segments, Masks masks) {
        this.pixels = Math.multiplyExact(stack.rows(), stack.columns());
        List<Integer> upwards = IntStream.range(0, stack.count())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        slice -> stack.planes().get(slice).positionMm()))
                .toList();
        TreeSet<Integer> shown = new TreeSet<>();
        for (int segment = 0; segment < segments; segment++) {
            for (int place = 0; place < upwards.size(); place++) {
                int slice = upwards.get(place);
                BitSet mask = masks.of(segment, slice);
                if (mask.length() > pixels) {
                    throw new IllegalArgumentException(
                            "a mask has a bit " + (mask.length() - 1) + " where a slice has " + pixels + " pixels");
                }
                if (!mask.isEmpty()) {
                    frames.add(new Frame(segment, slice, (BitSet) mask.clone()));
                    shown.add(place);
                }
            }
        }
        this.slicesShown = shown.stream().map(upwards::get).toList();
    }

    /** @throws IllegalArgumentException where all masks are empty, or one is larger than its slice */
    static SegmentFrames of(SliceStack stack, int segments, Masks masks) {
        SegmentFrames frames = new SegmentFrames(stack, segments, masks);
        if (frames.frames.isEmpty()) {
            throw new IllegalArgumentException("a segmentation needs a pixel that belongs to a segment");
        }
        return frames;
    }

    List<Frame> list() {
        return frames;
    }

    /** Slices that have a frame, upwards. */
    List<Integer> slicesShown() {
        return slicesShown;
    }

    /** True where a pixel belongs to two segments. */
    boolean overlap() {
        for (int slice : slicesShown) {
            BitSet before = new BitSet(pixels);
            for (Frame frame : frames) {
                if (frame.slice() == slice) {
                    if (before.intersects(frame.mask())) {
                        return true;
                    }
                    before.or(frame.mask());
                }
            }
        }
        return false;
    }

    /** All pixels one after the other, the first in the lowest bit; a frame may begin within a byte (PS3.5 section 8.2). */
    byte[] packed() {
        long bits = (long) frames.size() * pixels;
        byte[] bytes = new byte[Math.toIntExact((bits + 7) / 8)];
        long first = 0;
        for (Frame frame : frames) {
            BitSet mask = frame.mask();
            for (int pixel = mask.nextSetBit(0); pixel >= 0; pixel = mask.nextSetBit(pixel + 1)) {
                long bit = first + pixel;
                bytes[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
            }
            first += pixels;
        }
        return bytes;
    }
}
