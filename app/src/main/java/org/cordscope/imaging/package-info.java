/**
 * From a slice with physical size to the square of grey values that a network takes. Parameters are drawn once, recorded,
 * and then applied exactly.
 *
 * <p>Start reading at {@link org.cordscope.imaging.Preprocessing}.
 */
@NullMarked
package org.cordscope.imaging;

import org.jspecify.annotations.NullMarked;
