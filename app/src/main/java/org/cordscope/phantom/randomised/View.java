package org.cordscope.phantom.randomised;

/** What a sample shows. All but the first are there to be refused. */
public enum View {
    /** An axial slice of the neck with the cord, C1 to T2. */
    CERVICAL(true),
    /** The same with the contrast of T1: fluid darker than the cord. */
    T1(true),
    /** An axial slice of the chest, which shows the thoracic cord. */
    CHEST(true),
    /** An axial slice through the head. */
    HEAD(false),
    /** An axial slice of the lower back: a bright sac with roots and no cord. */
    LUMBAR(false),
    /** A slice of the neck from front to back; likewise {@link #CORONAL} from left to right. */
    SAGITTAL(false),
    CORONAL(false),
    /** Shapes that mean nothing. */
    SHAPES(false),
    /** Noise and shading alone. */
    NOISE(false);

    private final boolean cord;

    View(boolean cord) {
        this.cord = cord;
    }

    /** Whether a cord is cut across. */
    public boolean showsCord() {
        return cord;
    }
}
