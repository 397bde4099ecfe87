/**
 * Reporting guidelines as lists of items, answered where the software knows the answer.
 *
 * <p>Start reading at {@link org.cordscope.report.methods.Checklists}.
 */
@NullMarked
package org.cordscope.report.methods;

import org.jspecify.annotations.NullMarked;
