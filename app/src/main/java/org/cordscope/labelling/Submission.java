package org.cordscope.labelling;

import org.cordscope.study.SliceKey;

/**
 * One answer as a rater's screen sends it. It may be sent any number of times.
 *
 * @param id the screen's own name of it, unique for good
 * @param reading 1, or 2 for the second, blinded reading of a slice
 * @param msOnImage how long the slice had been on screen, ms
 * @param clientVersion version of the screen's program
 */
public record Submission(String id, SliceKey slice, int reading, Answer answer, long msOnImage, String clientVersion) {
    private static final int LONGEST_TEXT = 64;

    public Submission {
        if (!id.matches("[A-Za-z0-9-]{8,64}")) {
            throw new IllegalArgumentException("an answer is named by 8 to 64 letters, digits and dashes");
        }
        if (reading < 1 || reading > 2) {
            throw new IllegalArgumentException("a slice is read once or twice: " + reading);
        }
        if (msOnImage < 0 || clientVersion.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("an answer has a time from 0 ms and a short version");
        }
    }
}
