package org.cordscope.learning.cord;

/** What a crop is asked, each answered by one logit, in the order of the network's outputs. */
public enum Finding {
    /** The cord is deformed: the label of the paper; Kang grade 2 and more. */
    COMPRESSED,
    /** More than half of the fluid about the cord is used up: Kang grade 1 and more. */
    EFFACED,
    /** The cord is bright: Kang grade 3 where it is compressed. */
    SIGNAL,
    /** Pressed from the front and the back; asked of compressed slices only. */
    CIRCUMFERENTIAL,
    /** The crop shows the cervical cord in a slice that may be judged. */
    JUDGEABLE
}
