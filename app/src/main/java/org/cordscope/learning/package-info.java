/**
 * Training, prediction and activation maps, without a tensor in sight: only {@code learning.torch} touches libtorch.
 *
 * <p>Start reading at {@link org.cordscope.learning.Recipe}.
 */
@NullMarked
package org.cordscope.learning;

import org.jspecify.annotations.NullMarked;
