package org.cordscope.cli.coding;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.torch.TorchMapper;
import org.jspecify.annotations.Nullable;

/** A model's mapper, opened when the first map is wanted. For one thread. */
final class LateMapper implements Supplier<ActivationMapper>, AutoCloseable {
    private static final long SEED = 1; // of layers drawn anew, which nobody asks for here

    private final Path model;
    private @Nullable ActivationMapper mapper;

    LateMapper(Path model) {
        this.model = model;
    }

    @Override
    public ActivationMapper get() {
        ActivationMapper open = mapper;
        if (open == null) {
            open = TorchMapper.open(model, SEED);
            mapper = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (mapper != null) {
            mapper.close();
        }
    }
}
