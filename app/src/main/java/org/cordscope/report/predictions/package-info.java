/**
 * Predictions of any tool as a table: whatever a spreadsheet may have done to the file, it is either read right or refused in
 * one sentence with row and column.
 *
 * <p>Start reading at {@link org.cordscope.report.predictions.PredictionsFile}.
 */
@NullMarked
package org.cordscope.report.predictions;

import org.jspecify.annotations.NullMarked;
