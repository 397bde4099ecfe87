/**
 * Labels of raters: an append-only store, imports that take all rows or none, consensus and agreement.
 *
 * <p>Start reading at {@link org.cordscope.labelling.LabelImport} and {@link org.cordscope.labelling.Consensus}.
 */
@NullMarked
package org.cordscope.labelling;

import org.jspecify.annotations.NullMarked;
