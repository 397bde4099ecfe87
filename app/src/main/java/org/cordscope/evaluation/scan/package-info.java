/**
 * Results per scan, which is what a trial codes: whether any slice is compressed, how many are, and how long the longest run
 * of neighbouring ones is.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.scan.ScanResults}.
 */
@NullMarked
package org.cordscope.evaluation.scan;

import org.jspecify.annotations.NullMarked;
