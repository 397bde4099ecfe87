/**
 * Follows an archive: what arrives is coded once and answered, and a ledger says of each study what became of it. A killed
 * process resumes where it was, because every step ends with one transaction of the ledger.
 *
 * <p>Start reading at {@link org.cordscope.pacs.watch.Watch} and {@link org.cordscope.pacs.watch.Ledger}.
 */
@NullMarked
package org.cordscope.pacs.watch;

import org.jspecify.annotations.NullMarked;
