package org.cordscope.learning.cord;

/** What a crop is asked, each answered by one logit, in the order of the network's outputs. */
public enum Finding {
    /** The cord is deformed: the label of the paper; Kang grade 2 and more. */
    COMPRESSED(0),
    /** More than half of the fluid about the cord is used up: Kang grade 1 and more. */
    EFFACED(1),
    /** The cord is bright: Kang grade 3 where it is compressed. */
    SIGNAL(2),
    /** Pressed from the front and the back; asked of compressed slices only. */
    CIRCUMFERENTIAL(3),
    /** The crop shows the cervical cord in a slice that may be judged. */
    JUDGEABLE(4);

    private final int place;

    Finding(int place) {
        this.place = place;
    }

    /** Which of the network's outputs answers, from 0. */
    public int place() {
        return place;
    }
}
