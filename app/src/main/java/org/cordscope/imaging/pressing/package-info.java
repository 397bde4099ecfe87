/**
 * Compression simulated in real slices of healthy people: the tissue around the canal is moved towards the cord by a known
 * amount, and the cord gives way. What a model then says can be held against what was done. Nothing here knows the phantom: a
 * model that learned from it meets something else.
 *
 * <p>Start reading at {@link org.cordscope.imaging.pressing.CordPress}.
 */
@NullMarked
package org.cordscope.imaging.pressing;

import org.jspecify.annotations.NullMarked;
