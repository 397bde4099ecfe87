package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.phantom.randomised.RandomisedSlices;
import org.cordscope.phantom.randomised.Sample;
import org.cordscope.phantom.randomised.SampleGrid;
import org.junit.jupiter.api.Test;

final class ShippedModelTest {

    @Test
    void it_says_what_it_is() {
        CordModel model = CordModel.shipped();
        assertEquals(
                CordRecipe.defaults(model.recipe().precision()).optimiser(),
                model.recipe().optimiser());
        assertEquals(64, model.recipe().initialWeights().length());
        assertEquals(0.5, model.recipe().initialShare());
        assertFalse(MeasureJudge.absent(model.decision().measures()));
        assertTrue(model.card().contains("## Limits"), "a card without its limits");
        assertTrue(model.decision().threshold().chosen().contains("phantoms"));
        assertTrue(model.recipe().scannedShare() > 0);
    }

    /** Of samples that it was not trained on; its figures are in docs/cord-model.md. */
    @Test
    void it_finds_the_cord_of_samples_it_has_not_seen() {
        RandomisedSlices slices = new RandomisedSlices(424_242, SampleGrid.defaults());
        List<Sample> samples = IntStream.range(0, 48)
                .mapToObj(slices::sample)
                .filter(sample -> sample.truth().isPresent() && sample.canalInCrop())
                .toList();
        int found = 0;
        try (CordReader reader = TorchCordReader.of(CordModel.shipped(), Precision.FLOAT32)) {
            for (Sample sample : samples) {
                float[] crop = new float[3 * sample.at().length];
                System.arraycopy(sample.before(), 0, crop, 0, sample.at().length);
                System.arraycopy(sample.at(), 0, crop, sample.at().length, sample.at().length);
                System.arraycopy(sample.after(), 0, crop, 2 * sample.at().length, sample.at().length);
                float[] cord =
                        CropReading.mean(reader.judge(List.of(crop)).get(0)).cord();
                int both = 0;
                int sum = 0;
                for (int i = 0; i < cord.length; i++) {
                    boolean is = sample.labels()[i] == Sample.CORD;
                    both += is && cord[i] >= 0.5f ? 1 : 0;
                    sum += (is ? 1 : 0) + (cord[i] >= 0.5f ? 1 : 0);
                }
                found += 2.0 * both / sum >= 0.7 ? 1 : 0;
            }
        }
        assertTrue(found >= 0.75 * samples.size(), found + " of " + samples.size());
    }
}
