/**
 * Figures as static SVG: one writer, one palette, text as text, no scripts, nothing fetched. A figure looks right by itself on
 * white and, through the classes of its elements, takes the colours of a page it is put into.
 *
 * <p>Start reading at {@link org.cordscope.report.figure.Figure}, then any figure, such as {@link
 * org.cordscope.report.figure.RocFigures}.
 */
@NullMarked
package org.cordscope.report.figure;

import org.jspecify.annotations.NullMarked;
