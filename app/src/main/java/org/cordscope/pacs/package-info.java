/**
 * The model behind an archive: {@code result} writes what it found as DICOM, {@code dicomweb} speaks to the archive, {@code
 * watch} follows it.
 *
 * <p>Start reading at {@link org.cordscope.pacs.watch.Watch}.
 */
@NullMarked
package org.cordscope.pacs;

import org.jspecify.annotations.NullMarked;
