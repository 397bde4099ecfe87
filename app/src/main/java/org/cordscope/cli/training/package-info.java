/**
 * Training and searching, and what it begins with.
 *
 * <p>Start reading at {@link org.cordscope.cli.training.Train}.
 */
@NullMarked
package org.cordscope.cli.training;

import org.jspecify.annotations.NullMarked;
