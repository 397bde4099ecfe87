package org.cordscope.learning;

import org.cordscope.imaging.Preprocessing;

/** What a network sees of a slice: two networks with the same input can share its images. */
public record NetworkInput(Preprocessing preprocessing, Channels channels) {

    /** Of the network of a recipe. */
    public static NetworkInput of(Recipe recipe) {
        return new NetworkInput(recipe.preprocessing(), recipe.network().channels());
    }
}
