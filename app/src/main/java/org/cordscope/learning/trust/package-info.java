/**
 * What is known of a trained model beside its weights, measured on the patients that validated it: from where on a slice
 * counts as compressed, how probabilities are calibrated, and what a slice looks like that the model can judge. Pure
 * functions and records, no tensor and no file.
 *
 * <p>Start reading at {@link org.cordscope.learning.trust.ModelRecord}.
 */
@NullMarked
package org.cordscope.learning.trust;

import org.jspecify.annotations.NullMarked;
