/**
 * What all decoders share: the format they are told, the frame they return, the one way they fail, and readers of markers and bits.
 *
 * <p>Start reading at {@link org.cordscope.dicom.codec.frame.FrameDecoder}.
 */
@NullMarked
package org.cordscope.dicom.codec.frame;

import org.jspecify.annotations.NullMarked;
