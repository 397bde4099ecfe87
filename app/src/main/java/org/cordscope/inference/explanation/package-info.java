/**
 * Where a trained model looks, on every slice given, and whether the method that says so can be trusted: randomised weights,
 * other models, masks.
 *
 * <p>Start reading at {@link org.cordscope.inference.explanation.Explaining}; what comes out is an {@link
 * org.cordscope.inference.explanation.Explanation}.
 */
@NullMarked
package org.cordscope.inference.explanation;

import org.jspecify.annotations.NullMarked;
