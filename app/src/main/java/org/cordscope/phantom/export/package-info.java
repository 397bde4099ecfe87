/**
 * Phantom examinations as DICOM studies: protocols as the makers set them, headers, invented identities, and the series
 * that a real study has beside the axial T2w one.
 *
 * <p>Start reading at {@link org.cordscope.phantom.export.StudyExport}.
 */
@NullMarked
package org.cordscope.phantom.export;

import org.jspecify.annotations.NullMarked;
