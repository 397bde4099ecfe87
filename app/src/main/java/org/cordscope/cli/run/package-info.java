/**
 * Runs of a study: which one is meant, its model and its patients.
 *
 * <p>Start reading at {@link org.cordscope.cli.run.RunName}.
 */
@NullMarked
package org.cordscope.cli.run;

import org.jspecify.annotations.NullMarked;
