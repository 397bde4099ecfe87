package org.cordscope.web.access;

import java.util.Locale;

/** What an account is for. A rater and an adjudicator see no model's output before the labels are final. */
public enum Role {
    RATER,
    ADJUDICATOR,
    COORDINATOR,
    ADMIN,
    /** The one user of a server without accounts, who owns the files; blinded only while reading in a rater's name. */
    OWNER;

    /** What the role allows at any time. */
    public boolean may(Permission permission) {
        return switch (permission) {
            case ANYBODY, SIGNED_IN -> true;
            case LABEL -> this == RATER;
            case ADJUDICATE -> this == ADJUDICATOR || this == OWNER;
            case COORDINATE, SEE_MODEL -> this == COORDINATOR || this == ADMIN || this == OWNER;
            case ADMINISTER -> this == ADMIN;
            case READ_AS -> this == OWNER;
        };
    }

    /** The role of a word, in any case. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
