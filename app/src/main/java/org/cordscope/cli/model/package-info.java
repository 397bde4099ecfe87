/**
 * Model files, and the making of the one that ships.
 *
 * <p>Start reading at {@link org.cordscope.cli.model.ModelCommand}.
 */
@NullMarked
package org.cordscope.cli.model;

import org.jspecify.annotations.NullMarked;
