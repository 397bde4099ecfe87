/**
 * Numbers that a paper prints, and whether they can be true together: metrics, raters' agreement, sums, shares.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.published.Verdict}.
 */
@NullMarked
package org.cordscope.evaluation.published;

import org.jspecify.annotations.NullMarked;
