/**
 * JPEG-LS (ITU-T T.87), lossless and near-lossless.
 *
 * <p>Start reading at {@link org.cordscope.dicom.codec.jpegls.JpegLsDecoder}.
 */
@NullMarked
package org.cordscope.dicom.codec.jpegls;

import org.jspecify.annotations.NullMarked;
