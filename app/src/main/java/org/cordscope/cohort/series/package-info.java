/**
 * Which series of a study is the axial T2-weighted one, and in which order its slices lie: pure functions over headers,
 * shared by import and prediction.
 *
 * <p>Start reading at {@link org.cordscope.cohort.series.SeriesChoice}; thresholds and words are in {@code
 * series-rules.yaml}.
 */
@NullMarked
package org.cordscope.cohort.series;

import org.jspecify.annotations.NullMarked;
