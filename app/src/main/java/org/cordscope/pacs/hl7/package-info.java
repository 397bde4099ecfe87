/**
 * Results as HL7 version 2.5.1 messages (ORU^R01), for systems that read no DICOM: into a folder, or to a receiver over MLLP.
 *
 * <p>Start reading at {@link org.cordscope.pacs.hl7.OruMessage} and {@link org.cordscope.pacs.hl7.Mllp}.
 */
@NullMarked
package org.cordscope.pacs.hl7;

import org.jspecify.annotations.NullMarked;
