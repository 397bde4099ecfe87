/**
 * What a model is worth: evaluation, explanation, report, and how many patients a study needs.
 *
 * <p>Start reading at {@link org.cordscope.cli.results.Evaluate}.
 */
@NullMarked
package org.cordscope.cli.results;

import org.jspecify.annotations.NullMarked;
