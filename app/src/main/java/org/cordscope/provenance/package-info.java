/**
 * Where a result comes from: configuration, seed, versions and hashes of its inputs. JDK only.
 *
 * <p>Start reading at {@link org.cordscope.provenance.RunRecord}.
 */
@NullMarked
package org.cordscope.provenance;

import org.jspecify.annotations.NullMarked;
