/**
 * The numbers of a paper as a YAML file, checked against each other.
 *
 * <p>Start reading at {@link org.cordscope.report.published.PublishedFile}.
 */
@NullMarked
package org.cordscope.report.published;

import org.jspecify.annotations.NullMarked;
