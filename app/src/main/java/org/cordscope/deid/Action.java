package org.cordscope.deid;

import java.util.Locale;

/** What happens to a listed attribute. One that is not listed is removed. */
enum Action {
    /** Binary numbers stay; anything else under the tag is removed. */
    BINARY,
    /** Decimal or integer strings that are numbers stay. */
    NUMBER,
    /** Code strings that follow the grammar of CS and name nobody stay. */
    WORD,
    /** Names of makers and models: ASCII that names nobody stays. */
    TEXT,
    /** Names of pulse sequences: technical characters that name nobody stay. */
    SEQUENCE,
    /** Free text is reduced to the words of a closed vocabulary. */
    DESCRIPTION,
    /** Only whether an agent was given stays. */
    AGENT,
    /** Standard class UIDs stay. */
    CLASS,
    /** Replaced by a keyed pseudonym. */
    UID,
    /** Moved by the patient's offset. */
    DATE,
    /** Stays, 90 for everybody over 89. */
    AGE,
    /** M, F or O stays. */
    SEX,
    /** Tags in a dimension index that point at listed attributes stay. */
    POINTER,
    /** Items are cleaned by the same list. */
    SEQUENCE_OF_ITEMS,
    /** Pixels stay as they are. */
    PIXELS;

    static Action named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
