/**
 * The statistics of a classifier that codes slices of patients: pure functions from scored slices to numbers, each with an
 * interval and the name of its method. Slices of one patient belong together, so intervals are clustered by patient
 * wherever a patient has several slices. No files, no clock, no randomness but a given seed.
 *
 * <p>Start reading at {@link org.cordscope.evaluation.Evaluation}, which holds everything that is computed, then {@link
 * org.cordscope.evaluation.Scores}, the form in which every statistic takes its slices. What needs more than scored slices
 * (raters, patients' characteristics, scans, a validation set) has a package of its own below this one.
 */
@NullMarked
package org.cordscope.evaluation;

import org.jspecify.annotations.NullMarked;
