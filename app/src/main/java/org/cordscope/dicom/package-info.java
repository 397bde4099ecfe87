/**
 * Bytes of DICOM files to study types and back; with {@code deid}, the only place that knows tags.
 *
 * <p>Start reading at {@link org.cordscope.dicom.DicomReader} and {@link org.cordscope.dicom.DataSet}.
 */
@NullMarked
package org.cordscope.dicom;

import org.jspecify.annotations.NullMarked;
