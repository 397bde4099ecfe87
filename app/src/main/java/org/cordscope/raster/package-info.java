/**
 * Pictures (PNG, JPEG) that a table lists, to study types: a picture is one instance of one frame. They are taken as their user
 * vouches for them: axial, T2-weighted, without burned-in text. Nothing of their metadata (EXIF, text chunks) is read
 * but the orientation that EXIF may ask for, with which a picture is refused.
 *
 * <p>Start reading at {@link org.cordscope.raster.PictureTable}.
 */
@NullMarked
package org.cordscope.raster;

import org.jspecify.annotations.NullMarked;
