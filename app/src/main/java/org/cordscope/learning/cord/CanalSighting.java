package org.cordscope.learning.cord;

/**
 * What the finder says of a whole slice.
 *
 * @param xMm where the canal's middle lies, to the right of the picture's middle; {@code yMm} downwards. Without meaning where
 *     there is no canal
 * @param peak share of the belief that lies within some 5 mm of that place, 0..1
 * @param cervical probability of an axial slice of the neck with a T2-like contrast, 0..1
 * @param other what it is likelier to be where that is low, in words
 */
public record CanalSighting(double xMm, double yMm, double peak, double cervical, String other) {}
