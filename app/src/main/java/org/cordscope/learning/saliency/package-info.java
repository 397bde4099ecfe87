/**
 * Activation maps of a trained network without a tensor in sight, and the measures by which they are compared and judged: pure
 * functions over maps and masks.
 *
 * <p>Start reading at {@link org.cordscope.learning.saliency.ActivationMapper} and {@link
 * org.cordscope.learning.saliency.MapSimilarity}; the checks are those of Adebayo et al. (NeurIPS 2018) and Arun et al.
 * (Radiology: Artificial Intelligence 2021).
 */
@NullMarked
package org.cordscope.learning.saliency;

import org.jspecify.annotations.NullMarked;
