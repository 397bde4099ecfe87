/**
 * NIfTI volumes and the BIDS way of naming and describing them, to study types: a volume is one instance whose frames are its
 * slices, turned as DICOM shows them. And the way back for masks and grey values that lie on DICOM slices.
 *
 * <p>Start reading at {@link org.cordscope.nifti.NiftiFile} and {@link org.cordscope.nifti.NiftiWriter}; the formats are those of nifti1.h and nifti2.h (NIH) and the Brain
 * Imaging Data Structure 1.10.
 */
@NullMarked
package org.cordscope.nifti;

import org.jspecify.annotations.NullMarked;
