/**
 * How far raters agree: of two raters, the tables and coefficients of the paper's Table 2; of any number of raters, with
 * missing ratings and ordered grades; of one rater with itself.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.agreement.RaterAgreement}, then {@link
 * org.cordscope.evaluation.agreement.MultiRaterAgreement}.
 */
@NullMarked
package org.cordscope.evaluation.agreement;

import org.jspecify.annotations.NullMarked;
