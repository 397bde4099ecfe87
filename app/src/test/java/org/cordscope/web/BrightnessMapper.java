package org.cordscope.web;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;

/** A mapper without a network: what is bright speaks for compression. */
final class BrightnessMapper implements ActivationMapper {
    private final Recipe recipe = Recipe.quick(Precision.FLOAT32, 1);

    @Override
    public Recipe recipe() {
        return recipe;
    }

    @Override
    public String sha256() {
        return "0";
    }

    @Override
    public MappedSlice map(Collection<MapMethod> methods, float[] grey) {
        int side = recipe.preprocessing().size();
        Map<MapMethod, ActivationMap> maps = new EnumMap<>(MapMethod.class);
        methods.forEach(method -> maps.put(method, ActivationMap.scaled(side, side, grey)));
        return new MappedSlice(0.5, maps);
    }

    @Override
    public List<String> layers() {
        return List.of();
    }

    @Override
    public ActivationMapper randomised(Collection<String> layers) {
        return this;
    }

    @Override
    public void close() {}
}
