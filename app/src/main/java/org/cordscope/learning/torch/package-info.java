/**
 * Residual networks on libtorch: training, prediction and their throughput. The only package that holds native memory; no
 * tensor leaves it.
 *
 * <p>Start reading at {@link org.cordscope.learning.torch.TorchTraining} and {@link
 * org.cordscope.learning.torch.TorchClassifier}; the shape of a network is {@link
 * org.cordscope.learning.torch.ResNetPlan}.
 */
@NullMarked
package org.cordscope.learning.torch;

import org.jspecify.annotations.NullMarked;
