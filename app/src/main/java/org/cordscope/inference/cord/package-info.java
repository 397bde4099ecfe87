/**
 * Slices judged by the model that ships: the canal is found, cropped, judged and measured.
 *
 * <p>Start reading at {@link org.cordscope.inference.cord.CordJudges}.
 */
@NullMarked
package org.cordscope.inference.cord;

import org.jspecify.annotations.NullMarked;
