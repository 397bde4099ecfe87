/**
 * What many commands take and print: the study, thresholds, JSON, progress, checks of inputs.
 *
 * <p>Start reading at {@link org.cordscope.cli.shared.StudyOption}.
 */
@NullMarked
package org.cordscope.cli.shared;

import org.jspecify.annotations.NullMarked;
