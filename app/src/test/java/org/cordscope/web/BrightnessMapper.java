package org.cordscope.web;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.saliency.MappedSlice;
import org.cordscope.learning.weights.RecipeText;
import org.cordscope.learning.weights.WeightFormatException;

/** A mapper without a network: what is bright speaks for compression. */
final class BrightnessMapper implements ActivationMapper {
    private final Recipe recipe;

    BrightnessMapper(Channels channels) {
        try {
            recipe = RecipeText.with(
                    Recipe.quick(Precision.FLOAT32, 1), Map.of("network.channels", channels.toString()));
        } catch (WeightFormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

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
        if (grey.length != recipe.network().channels().planes() * side * side) {
            throw new IllegalArgumentException("an image of this network has another size than " + grey.length);
        }
        float[] own = recipe.network().channels().own(grey);
        Map<MapMethod, ActivationMap> maps = new EnumMap<>(MapMethod.class);
        methods.forEach(method -> maps.put(method, ActivationMap.scaled(side, side, own)));
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
