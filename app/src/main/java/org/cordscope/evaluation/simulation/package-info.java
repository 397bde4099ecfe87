/**
 * Cohorts drawn from a population that is known exactly, to see whether intervals keep what they promise. Start at {@link
 * org.cordscope.evaluation.simulation.Coverage}.
 */
@NullMarked
package org.cordscope.evaluation.simulation;

import org.jspecify.annotations.NullMarked;
