package org.cordscope.inference.explanation;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.explanation.SliceToExplain.Frame;
import org.cordscope.learning.NetworkInput;
import org.cordscope.learning.Recipe;
import org.cordscope.study.SliceImage;
import org.cordscope.study.UnusableFileException;

/** A slice with its pixels, as each network sees it; what two networks see alike is computed once. For one thread. */
final class SeenSlice {
    private final SliceImage own;
    private final SliceImage below;
    private final SliceImage above;
    private final Map<NetworkInput, float[]> known = new HashMap<>();

    /** @param neighbours whether a network sees them; only then are they read */
    SeenSlice(SliceToExplain slice, SliceImage own, boolean neighbours) throws IOException {
        this.own = own;
        this.below = neighbours ? neighbour(slice, slice.below(), own) : own;
        this.above = neighbours ? neighbour(slice, slice.above(), own) : own;
    }

    /** The slice itself stands in for a neighbour that cannot be used. */
    private static SliceImage neighbour(SliceToExplain slice, Frame frame, SliceImage own) throws IOException {
        if (frame.equals(new Frame(slice.source(), slice.key().frame()))) {
            return own;
        }
        try {
            return DicomPixels.read(DicomReader.readInstanceHeader(frame.source()), frame.number());
        } catch (UnusableFileException e) {
            return own;
        }
    }

    SliceImage image() {
        return own;
    }

    /** What the network of a recipe sees. */
    float[] by(Recipe recipe) {
        return known.computeIfAbsent(NetworkInput.of(recipe), input -> {
            Preprocessing square = input.preprocessing();
            float[] middle = square.apply(own);
            return input.channels().planes() == 1
                    ? middle
                    : input.channels().image(square.apply(below), middle, square.apply(above));
        });
    }
}
