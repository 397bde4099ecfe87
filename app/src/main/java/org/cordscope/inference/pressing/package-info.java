/**
 * What a model says of real healthy slices whose cord has been pressed by a known amount: a test on real pictures that needs no
 * labelled patients.
 *
 * <p>Start reading at {@link org.cordscope.inference.pressing.PressChallenge}.
 */
@NullMarked
package org.cordscope.inference.pressing;

import org.jspecify.annotations.NullMarked;
