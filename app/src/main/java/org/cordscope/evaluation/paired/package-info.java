/**
 * Two models on the same slices: how far their metrics differ, with intervals that let slices of one patient belong together.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.paired.ModelComparison}.
 */
@NullMarked
package org.cordscope.evaluation.paired;

import org.jspecify.annotations.NullMarked;
