package org.cordscope.cli;

import java.nio.file.Path;
import java.util.List;
import org.cordscope.inference.Ensemble;
import org.cordscope.inference.Judges;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.learning.Precision;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.jspecify.annotations.Nullable;

/** A model of either kind, loaded: the one that ships, one like it, or a trained classifier of whole slices. */
record OpenModel(Judges judges, String sha256, Runnable end) implements AutoCloseable {

    /**
     * Loads a model.
     *
     * @param file null for the one that ships
     * @param threshold null for the model's own
     * @param mirrored whether it is asked about mirror images too
     */
    static OpenModel of(@Nullable Path file, Precision precision, @Nullable Double threshold, boolean mirrored) {
        if (file == null || CordModel.claims(file)) {
            CordModel model = file == null ? CordModel.shipped() : CordModel.read(file);
            TorchCordReader reader = TorchCordReader.of(model, precision);
            return new OpenModel(new CordJudges(reader, threshold, mirrored), model.sha256(), reader::close);
        }
        Inputs.mustExist(file, "Give a trained model with --model, or leave it out for the one that ships.");
        TorchClassifier classifier = TorchClassifier.open(file, precision);
        return new OpenModel(
                new Ensemble(List.of(classifier), threshold, mirrored), classifier.sha256(), classifier::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
