/**
 * A study from a folder of images to labels and a split, and phantoms to try it on.
 *
 * <p>Start reading at {@link org.cordscope.cli.study.ImportCommand}.
 */
@NullMarked
package org.cordscope.cli.study;

import org.jspecify.annotations.NullMarked;
