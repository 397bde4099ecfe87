/**
 * Thresholds from which a slice is called compressed: chosen on validation patients by a rule that is fixed beforehand, and
 * judged on holdout patients.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.operating.OperatingPoint}.
 */
@NullMarked
package org.cordscope.evaluation.operating;

import org.jspecify.annotations.NullMarked;
