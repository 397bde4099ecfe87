/**
 * Compressed and native pixel bytes to samples: one decoder per family of transfer syntaxes, which knows bytes and nothing
 * of data sets or files. Input is untrusted: headers are checked against each other before anything is allocated, and every
 * failure is a {@link org.cordscope.dicom.codec.frame.CodecException}.
 *
 * <p>Start reading at {@link org.cordscope.dicom.codec.FrameDecoders}; {@link org.cordscope.dicom.codec.FrameBytes} finds the
 * bytes of one frame.
 */
@NullMarked
package org.cordscope.dicom.codec;

import org.jspecify.annotations.NullMarked;
