/**
 * NIfTI volumes and the BIDS way of naming and describing them, to study types: a volume is one instance whose frames are its
 * slices, turned as DICOM shows them.
 *
 * <p>Start reading at {@link org.cordscope.nifti.NiftiFile}; the formats are those of nifti1.h and nifti2.h (NIH) and the Brain
 * Imaging Data Structure 1.10.
 */
@NullMarked
package org.cordscope.nifti;

import org.jspecify.annotations.NullMarked;
