/**
 * Training samples of the phantom's anatomy in appearances that no one scanner has: brightness, contrast, texture, sharpness,
 * noise, artefacts and surroundings are drawn far beyond the real range, so that what is learned from them rests on shape.
 * Nothing touches the disk; a sample follows from seed and index alone.
 *
 * <p>Start reading at {@link org.cordscope.phantom.randomised.RandomisedSlices}. A {@code Specimen} is anatomy painted once as
 * tissues ({@code TissueRaster}); an {@link org.cordscope.phantom.randomised.Appearance} is drawn for each sample, recorded in
 * it, and applied by {@code Rendering}.
 */
@NullMarked
package org.cordscope.phantom.randomised;

import org.jspecify.annotations.NullMarked;
