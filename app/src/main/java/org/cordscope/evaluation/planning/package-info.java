/**
 * How many patients a study needs so that its intervals are as narrow as wanted.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.planning.SampleSize}.
 */
@NullMarked
package org.cordscope.evaluation.planning;

import org.jspecify.annotations.NullMarked;
