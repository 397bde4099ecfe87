package org.cordscope.study;

/**
 * Names one slice for good: everything is keyed on it, never on an order of rows or files.
 *
 * @param sopInstanceUid SOP Instance UID of the file that holds the slice
 * @param frame frame number as DICOM counts, from 1; 1 for a single-frame file
 */
public record SliceKey(String sopInstanceUid, int frame) {

    public SliceKey {
        if (sopInstanceUid.isBlank() || frame < 1) {
            throw new IllegalArgumentException(
                    "slice key needs a UID and a frame from 1: " + sopInstanceUid + ", " + frame);
        }
    }

    /** The name of the slice in tables: its UID, and beyond the first frame {@code #} and the frame. */
    public String id() {
        return sopInstanceUid + (frame == 1 ? "" : "#" + frame);
    }
}
