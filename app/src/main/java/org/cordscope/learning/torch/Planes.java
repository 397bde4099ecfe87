package org.cordscope.learning.torch;

/**
 * Shape of one slice, as an image or as feature maps.
 *
 * @param count planes
 * @param side rows and columns of each
 */
record Planes(int count, int side) {
    int values() {
        return count * side * side;
    }
}
