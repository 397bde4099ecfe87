/**
 * From records to what people read: the files of an evaluation, tables, and one HTML page that needs nothing but itself.
 *
 * <p>Start reading at {@link org.cordscope.report.ReportContent} (what a report says) and {@link
 * org.cordscope.report.HtmlReport} (how it looks).
 */
@NullMarked
package org.cordscope.report;

import org.jspecify.annotations.NullMarked;
