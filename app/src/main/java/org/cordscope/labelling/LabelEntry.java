package org.cordscope.labelling;

import java.time.Instant;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way into the store.
 *
 * @param reading 1, or 2 for the second, blinded reading of a slice
 * @param origin where it comes from: a file's name, or the web app
 * @param reason why, of an adjudication; else empty
 * @param msOnImage how long the slice had been on screen, ms
 * @param clientEvent the client's own name of it, by which a repetition is known
 */
record LabelEntry(
        String rater,
        SliceKey slice,
        int reading,
        Answer answer,
        Instant at,
        String origin,
        String reason,
        @Nullable Long msOnImage,
        String clientVersion,
        @Nullable String clientEvent) {

    LabelEntry(String rater, SliceKey slice, int reading, Answer answer, Instant at, String origin) {
        this(rater, slice, reading, answer, at, origin, "", null, "", null);
    }
}
