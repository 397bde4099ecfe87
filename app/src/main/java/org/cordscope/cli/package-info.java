/**
 * Thin commands over the other packages, the composition root and the one error handler.
 *
 * <p>Start reading at {@link org.cordscope.cli.Main}.
 */
@NullMarked
package org.cordscope.cli;

import org.jspecify.annotations.NullMarked;
