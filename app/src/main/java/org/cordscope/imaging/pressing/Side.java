package org.cordscope.imaging.pressing;

/** Where the cord is pressed from, as seen by the patient. */
public enum Side {
    FRONT,
    BEHIND,
    LEFT,
    RIGHT,
    ALL_ROUND
}
