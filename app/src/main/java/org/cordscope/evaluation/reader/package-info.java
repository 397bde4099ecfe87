/**
 * A model, or a reader, against the raters of the same slices: is it worse by no more than a margin that was fixed
 * beforehand?
 *
 * <p>Start reading at {@link org.cordscope.evaluation.reader.NonInferiority}.
 */
@NullMarked
package org.cordscope.evaluation.reader;

import org.jspecify.annotations.NullMarked;
