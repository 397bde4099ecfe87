/**
 * Weights on disk, without libtorch: safetensors for reading and writing, torchvision's {@code .pth} for reading (nothing in
 * it is executed), and the model file, which is a safetensors file that carries its recipe.
 *
 * <p>Start reading at {@link org.cordscope.learning.weights.ModelFile}.
 */
@NullMarked
package org.cordscope.learning.weights;

import org.jspecify.annotations.NullMarked;
