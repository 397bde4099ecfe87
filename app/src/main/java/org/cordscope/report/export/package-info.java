/**
 * Pages and figures in the forms that journals take: PDF, and PNG at 300 dots per inch.
 *
 * <p>Start reading at {@link org.cordscope.report.export.PdfPage}.
 */
@NullMarked
package org.cordscope.report.export;

import org.jspecify.annotations.NullMarked;
