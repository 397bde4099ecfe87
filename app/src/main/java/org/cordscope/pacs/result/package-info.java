/**
 * Results as DICOM: a measurement report (TID 1500), a montage of what the model saw (secondary capture), and the positive
 * slices as key objects. Strict when writing; the same scan, model and software give the same UIDs.
 *
 * <p>Start reading at {@link org.cordscope.pacs.result.ScanResults}.
 */
@NullMarked
package org.cordscope.pacs.result;

import org.jspecify.annotations.NullMarked;
