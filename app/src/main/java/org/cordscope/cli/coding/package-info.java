/**
 * Models that code scans, on files and on pressed real slices.
 *
 * <p>Start reading at {@link org.cordscope.cli.coding.Predict}.
 */
@NullMarked
package org.cordscope.cli.coding;

import org.jspecify.annotations.NullMarked;
