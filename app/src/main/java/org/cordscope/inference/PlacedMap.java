package org.cordscope.inference;

import org.cordscope.learning.saliency.ActivationMap;

/**
 * Where a model looks, on a square of a slice as radiologists look at it.
 *
 * @param xMm where the square's middle lies, to the right of the slice's; {@code yMm} downwards
 * @param sideMm side of the square
 * @param method how the map came about, in words
 */
public record PlacedMap(ActivationMap map, double xMm, double yMm, double sideMm, String method) {}
