/**
 * An anatomical digital phantom of the axial cervical spine, and a whole synthetic cohort made of it: patients, images, truth,
 * simulated raters and a clinical table.
 *
 * <p>Start reading at {@link org.cordscope.phantom.PhantomPatient} (one patient, no files) and {@link
 * org.cordscope.phantom.PhantomCohort} (a cohort on disk). Anatomy, rendering and DICOM export are sub-packages that know of
 * the former only.
 */
@NullMarked
package org.cordscope.phantom;

import org.jspecify.annotations.NullMarked;
