/**
 * The table of patients' characteristics in two groups, as a rule training and holdout (the paper's Table 1): summaries,
 * tests, and the standardised difference, which unlike a p value does not grow with the number of patients.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.baseline.BaselineRow}.
 */
@NullMarked
package org.cordscope.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
