/**
 * The study folder and its catalogue: import, clinical table, patient-level split, flow of counts, and the cohort that
 * learning and evaluation see. Images come in only as {@link org.cordscope.deid.DeidentifiedInstance}.
 *
 * <p>Start reading at {@link org.cordscope.cohort.StudyFolder} and {@link org.cordscope.cohort.Importing}.
 */
@NullMarked
package org.cordscope.cohort;

import org.jspecify.annotations.NullMarked;
