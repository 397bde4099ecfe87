/**
 * JPEG 2000 Part 1 (ITU-T T.800): from packets to code-blocks, bit-planes, wavelets and samples.
 *
 * <p>Start reading at {@link org.cordscope.dicom.codec.jpeg2000.Jpeg2000Decoder}.
 */
@NullMarked
package org.cordscope.dicom.codec.jpeg2000;

import org.jspecify.annotations.NullMarked;
