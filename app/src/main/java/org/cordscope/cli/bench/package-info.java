/**
 * How fast this machine does it.
 *
 * <p>Start reading at {@link org.cordscope.cli.bench.Bench}.
 */
@NullMarked
package org.cordscope.cli.bench;

import org.jspecify.annotations.NullMarked;
