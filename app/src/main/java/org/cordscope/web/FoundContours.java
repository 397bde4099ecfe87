package org.cordscope.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.learning.cord.CordRecipe;

/**
 * What a model took for cord and canal on a slice, for a viewer.
 *
 * @param xMm where the middle of the square that it looked at lies, to the right of the slice's middle as radiologists look at
 *     it; {@code yMm} downwards
 * @param side pixels of the square
 * @param cord SVG path in pixels of the square, the middle of the first at 0 0
 */
record FoundContours(String id, double xMm, double yMm, int side, double pixelMm, String cord, String canal) {

    /** Of every slice on which the model looked for the cord. */
    static List<FoundContours> of(CodedScan scan) {
        return scan.slices().stream().flatMap(FoundContours::of).toList();
    }

    private static Stream<FoundContours> of(CodedSlice slice) {
        CordFindings found = slice.findings();
        return Optional.ofNullable(found).stream()
                .map(f -> new FoundContours(
                        Site.name(slice.key()),
                        f.xMm(),
                        f.yMm(),
                        CordRecipe.CROP.pixels(),
                        CordRecipe.CROP.pixelMm(),
                        f.contours().cord(),
                        f.contours().canal()));
    }
}
