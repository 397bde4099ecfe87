package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CordRecipe.Picture;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.Finding;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.OcclusionSquares;

/**
 * Where a reader that finds the cord looks: how much its logit of compression, the mean of its networks, changes where a square
 * of the crop and of its neighbours' is covered (Zeiler and Fergus, ECCV 2014). The crop stays where it was.
 */
public final class CordOcclusion {
    private static final Picture CROP = CordRecipe.CROP;
    private static final int SQUARE_PIXELS = 16;
    private static final int STEP_PIXELS = 8;
    private static final int IN_A_ROW = 11;
    private static final int SPAN_PIXELS = (IN_A_ROW - 1) * STEP_PIXELS + SQUARE_PIXELS;
    private static final int BATCH = 8;
    private static final String METHOD = String.format(
            "Occlusion: how much the answer changes where a square of %.0f mm is covered",
            SQUARE_PIXELS * CROP.pixelMm());

    private CordOcclusion() {}

    /**
     * The map of one slice, a pixel for each square, about the middle of the crop. Asks the networks {@value #IN_A_ROW} times
     * {@value #IN_A_ROW} times.
     */
    public static PlacedMap of(CordReader reader, SliceToRead slice) {
        CordJudges.Look look =
                new CordJudges(reader, null, false).look(List.of(slice)).get(0);
        float[] crop = CordJudges.crops(slice, new CordJudges.Place(look.xMm(), look.yMm()));
        double whole = look.mean().logit(Finding.COMPRESSED);
        OcclusionSquares squares = new OcclusionSquares(crop, CROP.pixels(), SQUARE_PIXELS, SPAN_PIXELS, IN_A_ROW);
        float[] lost = new float[squares.count()];
        for (int first = 0; first < squares.count(); first += BATCH) {
            int count = Math.min(BATCH, squares.count() - first);
            float[] covered = squares.covered(first, count);
            List<float[]> crops = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                crops.add(Arrays.copyOfRange(covered, k * crop.length, (k + 1) * crop.length));
            }
            List<List<CropReading>> readings = reader.judge(crops);
            for (int k = 0; k < count; k++) {
                double logit = CropReading.mean(readings.get(k)).logit(Finding.COMPRESSED);
                lost[first + k] = (float) (whole - logit);
            }
        }
        return new PlacedMap(
                ActivationMap.scaled(IN_A_ROW, IN_A_ROW, lost),
                look.xMm(),
                look.yMm(),
                IN_A_ROW * STEP_PIXELS * CROP.pixelMm(),
                METHOD);
    }
}
