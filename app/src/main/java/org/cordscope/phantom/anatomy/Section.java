package org.cordscope.phantom.anatomy;

import java.util.List;

/** What one axial plane cuts: the canal, and all structures in the order in which they lie over each other. */
public record Section(CanalSection canal, List<Layer> layers) {

    public Section {
        layers = List.copyOf(layers);
    }
}
