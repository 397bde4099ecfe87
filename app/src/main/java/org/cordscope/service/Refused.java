package org.cordscope.service;

import java.time.Duration;

/** An upload or a request that is not taken, with one sentence for its sender. It never quotes what was sent. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as metrics count it. */
    public enum Why {
        /** It is not what it says it is, or ends too early. */
        MALFORMED,
        /** Of a type that is not taken. */
        UNSUPPORTED,
        /** Nothing in it is DICOM that can be read. */
        UNUSABLE,
        TOO_LARGE,
        TOO_SLOW,
        /** As many jobs wait as may wait. */
        QUEUE_FULL,
        DISK_FULL,
        STOPPING,
        /** There is no such job or file. */
        UNKNOWN,
        /** Not in the state in which the job is. */
        CONFLICT
    }

    private final Why why;
    private final Duration retryAfter;

    Refused(Why why, String sentence) {
        this(why, sentence, Duration.ZERO);
    }

    Refused(Why why, String sentence, Duration retryAfter) {
        super(sentence, null, false, false);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    public Why why() {
        return why;
    }

    /** After what time it may be worth another try; zero where it is not. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
