package org.cordscope.deid;

import java.util.Locale;

/** What an original identifier is: all that a message may say of it. */
public enum IdentifierKind {
    PERSON_NAME,
    PATIENT_ATTRIBUTE,
    UID,
    DATE,
    OTHER_IDENTIFIER;

    /** In words, as {@code person name}. */
    public String inWords() {
        return this == UID ? "UID" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
