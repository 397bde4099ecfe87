/**
 * What the validation patients of a finished training run say of its model: threshold, calibration, reference and card, which
 * are written into the model file.
 *
 * <p>Start reading at {@link org.cordscope.inference.validation.Validating}.
 */
@NullMarked
package org.cordscope.inference.validation;

import org.jspecify.annotations.NullMarked;
