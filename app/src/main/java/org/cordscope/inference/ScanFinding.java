package org.cordscope.inference;

import java.util.Locale;

/** What is said of a scan as a whole. */
public enum ScanFinding {
    /** A slice is compressed, and the surest reaches the model's threshold of scans, where it has one. */
    PRESENT,
    /** A slice is compressed, but none is sure enough to call the scan so. */
    POSSIBLE,
    /** No judged slice is compressed. */
    ABSENT,
    /** Less than half of the slices are judged, and none of these is compressed. */
    NOT_JUDGED;

    /** As tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a table has. */
    public static ScanFinding of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As people read it. */
    public String words() {
        return word().replace('_', ' ');
    }
}
