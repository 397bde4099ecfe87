/**
 * How far raters agree: of two raters, the tables and coefficients of the paper's Table 2.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.agreement.RaterAgreement}.
 */
@NullMarked
package org.cordscope.evaluation.agreement;

import org.jspecify.annotations.NullMarked;
