/**
 * Random search over a recipe, with successive halving where it is asked for (Bergstra and Bengio, JMLR 2012; Jamieson and
 * Talwalkar, AISTATS 2016). A trial is an ordinary training run in a folder of its own, and what a search has done is what
 * these runs hold: a search that was killed goes on from there.
 *
 * <p>Start reading at {@link org.cordscope.learning.search.RandomSearch}.
 */
@NullMarked
package org.cordscope.learning.search;

import org.jspecify.annotations.NullMarked;
