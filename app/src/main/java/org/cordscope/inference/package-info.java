/**
 * One study in, one coded result out; shared by the command line, the web app and the archive service.
 *
 * <p>Start reading at {@link org.cordscope.inference.ScanCoder}.
 */
@NullMarked
package org.cordscope.inference;

import org.jspecify.annotations.NullMarked;
