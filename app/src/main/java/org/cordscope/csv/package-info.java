/** Tables that users give as CSV, in whatever form a spreadsheet leaves them. Start reading at {@link org.cordscope.csv.CsvTable}. */
@NullMarked
package org.cordscope.csv;

import org.jspecify.annotations.NullMarked;
