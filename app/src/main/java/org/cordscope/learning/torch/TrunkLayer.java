package org.cordscope.learning.torch;

import org.bytedeco.pytorch.Tensor;

/** A convolution of a {@link FusedTrunk} with what follows it. Holds native memory: close it. */
interface TrunkLayer extends AutoCloseable {

    /** A new tensor; the input stays open. */
    Tensor apply(Tensor x, boolean rectify);

    /** Adds the convolution of {@code x} to {@code sum} in place, then rectifies. */
    void addTo(Tensor sum, Tensor x);

    @Override
    void close();

    /** Makes the layers of a trunk. */
    interface Maker {

        /** A layer packed for certain images that come in. */
        TrunkLayer make(ResNetPlan.Convolution c, FoldedConvolution.Images images);
    }
}
