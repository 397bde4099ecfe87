package org.cordscope.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.inference.Judges;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.SliceToRead;
import org.cordscope.inference.cord.CordOcclusion;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.torch.TorchMapper;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.web.Models;
import org.cordscope.web.page.Texts;
import org.jspecify.annotations.Nullable;

/** Models of a web app, each loaded when the first page asks for it. */
public final class ServedModels implements Models, AutoCloseable {
    private static final long MAP_SEED = 1; // of layers drawn anew, which no page asks for

    private final @Nullable Path file;
    private @Nullable OpenModel open;

    /** @param file reads scans; null for the model that ships */
    public ServedModels(@Nullable Path file) {
        this.file = file;
    }

    @Override
    public ActivationMapper mapper(Path model) {
        return TorchMapper.open(model, MAP_SEED);
    }

    @Override
    public DecisionThreshold threshold(Path model) {
        return DecisionThreshold.of(ModelFile.read(model).record());
    }

    @Override
    public Judges judges() {
        return loaded().judges();
    }

    @Override
    public Optional<Path> classifier() {
        return Optional.ofNullable(file).filter(path -> !CordModel.claims(path));
    }

    @Override
    public Optional<PlacedMap> map(SliceToRead slice) {
        return loaded().cord().map(reader -> CordOcclusion.of(reader, slice));
    }

    private synchronized OpenModel loaded() {
        OpenModel loaded = open;
        if (loaded == null) {
            List<Path> files = OpenModel.files(file);
            loaded = OpenModel.of(files, null, null, OpenModel.areOfTheCord(files));
            open = loaded;
        }
        return loaded;
    }

    @Override
    public String judgesName() {
        return file == null ? Texts.of("read.model.shipped") : String.valueOf(file.getFileName());
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
    }
}
