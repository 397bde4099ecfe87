/**
 * DICOM Segmentation objects (PS3.3 A.51): masks of structures on the slices of a series, one bit a pixel.
 *
 * <p>Start reading at {@link org.cordscope.dicom.segmentation.SegmentationWriter}.
 */
@NullMarked
package org.cordscope.dicom.segmentation;

import org.jspecify.annotations.NullMarked;
