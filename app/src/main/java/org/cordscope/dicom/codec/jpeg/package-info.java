/**
 * JPEG (ITU-T T.81), sequential DCT and lossless.
 *
 * <p>Start reading at {@link org.cordscope.dicom.codec.jpeg.JpegDecoder}.
 */
@NullMarked
package org.cordscope.dicom.codec.jpeg;

import org.jspecify.annotations.NullMarked;
