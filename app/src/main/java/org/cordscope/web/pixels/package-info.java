/**
 * Slices of a study as a browser takes them: 16-bit pixels with what turns them into modality values and millimetres.
 *
 * <p>Start reading at {@link org.cordscope.web.pixels.SliceSource}.
 */
@NullMarked
package org.cordscope.web.pixels;

import org.jspecify.annotations.NullMarked;
