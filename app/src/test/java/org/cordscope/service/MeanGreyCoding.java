package org.cordscope.service;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.ScanCoder;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.SlicePictures;
import org.jspecify.annotations.Nullable;

/** Codes by the mean grey of a slice, after asking whether it may. */
public final class MeanGreyCoding {
    private static final Recipe RECIPE = Recipe.quick(Precision.FLOAT32, 1);
    private static final double THRESHOLD = 0.2;

    private MeanGreyCoding() {}

    /** @param before called before each batch of slices; may wait or fail */
    public static JobCoding coding(String weights, Runnable before) throws IOException {
        SeriesRules rules = SeriesRules.defaults();
        Algorithm algorithm = new Algorithm("test", weights, THRESHOLD, "float32");
        return new JobCoding(
                new ScanCoder(() -> new MeanGrey(weights, before), rules, THRESHOLD),
                new ScanResults(algorithm, SlicePictures.plain(RECIPE.preprocessing())),
                algorithm,
                Map.of("threshold", THRESHOLD, "precision", "float32"),
                Clock.systemUTC());
    }

    private record MeanGrey(String sha256, Runnable before) implements SliceClassifier {
        @Override
        public List<SliceReading> read(List<float[]> greyImages) {
            before.run();
            return greyImages.stream().map(MeanGrey::reading).toList();
        }

        private static SliceReading reading(float[] grey) {
            double sum = 0;
            for (float value : grey) {
                sum += value;
            }
            double mean = Math.min(0.999, Math.max(0.001, sum / grey.length));
            return new SliceReading(Math.log(mean / (1 - mean)), new float[0]);
        }

        @Override
        public @Nullable ModelRecord record() {
            return null;
        }

        @Override
        public Recipe recipe() {
            return RECIPE;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
