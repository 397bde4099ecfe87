/**
 * Initial weights by name: those that torchvision publishes, their download, and the folder that keeps them. The network is
 * asked only when a command asks for it; training itself downloads nothing.
 *
 * <p>Start reading at {@link org.cordscope.learning.initial.WeightsFolder} and {@link
 * org.cordscope.learning.initial.WeightsFetch}.
 */
@NullMarked
package org.cordscope.learning.initial;

import org.jspecify.annotations.NullMarked;
