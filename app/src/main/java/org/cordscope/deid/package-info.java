/**
 * De-identification by PS3.15 Annex E that fails closed: the profile as a table, keyed pseudonyms for what must be told apart,
 * closed checks of every value that stays, and a search of what was written. Nothing outside this package can make a
 * {@link org.cordscope.deid.DeidentifiedInstance}.
 *
 * <p>Start reading at {@link org.cordscope.deid.Deidentifier}; the table is {@code confidentiality-profile.csv}, what may stay is
 * in {@code kept-texts.csv}, {@code code-words.txt} and {@code safe-private.csv}.
 */
@NullMarked
package org.cordscope.deid;

import org.jspecify.annotations.NullMarked;
