/**
 * The neck of one invented patient as geometry: what lies where at which height, and what presses on the cord. Nothing here
 * knows of pixels, contrast or files. Coordinates are millimetres as in DICOM: x to the patient's left, y to the back, z to
 * the head with 0 at the middle of C2; (0, 0) is where the spinal canal of a straight neck runs.
 *
 * <p>Start reading at {@link org.cordscope.phantom.anatomy.Neck} (a patient), {@link
 * org.cordscope.phantom.anatomy.Pose} (how the neck lies) and {@link org.cordscope.phantom.anatomy.CordPress} (how the cord
 * gives way).
 */
@NullMarked
package org.cordscope.phantom.anatomy;

import org.jspecify.annotations.NullMarked;
