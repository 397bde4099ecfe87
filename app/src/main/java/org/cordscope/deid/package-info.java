/**
 * De-identification that fails closed: a list of what may stay, keyed pseudonyms for what must be told apart, everything else
 * removed. Nothing outside this package can make a {@link org.cordscope.deid.DeidentifiedInstance}.
 *
 * <p>Start reading at {@link org.cordscope.deid.Deidentifier}; the list is {@code allowed-attributes.csv}.
 */
@NullMarked
package org.cordscope.deid;

import org.jspecify.annotations.NullMarked;
