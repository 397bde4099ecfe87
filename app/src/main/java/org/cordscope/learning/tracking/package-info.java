/**
 * Training runs shown in other people's tools: TensorBoard's event files and MLflow's REST interface. Both are written from
 * the whole log after every epoch, so that a run that was killed and resumed looks like one that was not.
 *
 * <p>Start reading at {@link org.cordscope.learning.tracking.TensorBoardLog} and {@link
 * org.cordscope.learning.tracking.MlflowRun}.
 */
@NullMarked
package org.cordscope.learning.tracking;

import org.jspecify.annotations.NullMarked;
