/**
 * From sections of a neck to MR images: structures are painted with the share of each pixel that they cover, in the
 * brightness that a contrast gives each tissue, then blurred, shaded and made noisy as a scanner would.
 *
 * <p>Start reading at {@link org.cordscope.phantom.rendering.AxialRenderer}.
 */
@NullMarked
package org.cordscope.phantom.rendering;

import org.jspecify.annotations.NullMarked;
