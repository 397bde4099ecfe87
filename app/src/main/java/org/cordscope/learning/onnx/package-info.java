/**
 * Models as ONNX, for other runtimes.
 *
 * <p>Start reading at {@link org.cordscope.learning.onnx.OnnxModel}.
 */
@NullMarked
package org.cordscope.learning.onnx;

import org.jspecify.annotations.NullMarked;
