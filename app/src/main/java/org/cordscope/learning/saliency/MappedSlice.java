package org.cordscope.learning.saliency;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a network says of one slice, and why.
 *
 * @param probability probability of compression, 0..1
 */
public record MappedSlice(double probability, Map<MapMethod, ActivationMap> maps) {

    public MappedSlice {
        Map<MapMethod, ActivationMap> copy = new EnumMap<>(MapMethod.class);
        copy.putAll(maps);
        maps = Collections.unmodifiableMap(copy);
    }

    /** The map of a method that was asked for. */
    public ActivationMap map(MapMethod method) {
        ActivationMap map = maps.get(method);
        if (map == null) {
            throw new IllegalArgumentException("no map was asked for by " + method.id());
        }
        return map;
    }
}
