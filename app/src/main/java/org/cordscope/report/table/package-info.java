/**
 * Tables as a paper prints them, made from records, and the forms in which they leave: CSV, LaTeX, Markdown.
 *
 * <p>Start reading at {@link org.cordscope.report.table.Table}.
 */
@NullMarked
package org.cordscope.report.table;

import org.jspecify.annotations.NullMarked;
