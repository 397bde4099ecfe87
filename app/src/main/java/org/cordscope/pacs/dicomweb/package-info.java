/**
 * A client of DICOMweb (PS3.18): search (QIDO-RS), retrieve to disk (WADO-RS), store (STOW-RS). What an archive sends is bounded
 * and checked; what fails is a sentence without identifiers or secrets.
 *
 * <p>Start reading at {@link org.cordscope.pacs.dicomweb.DicomWeb}.
 */
@NullMarked
package org.cordscope.pacs.dicomweb;

import org.jspecify.annotations.NullMarked;
