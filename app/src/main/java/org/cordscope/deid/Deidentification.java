package org.cordscope.deid;

import org.cordscope.study.Rejected;

/** What became of one file: an instance that may be stored, or a refusal. */
public sealed interface Deidentification permits DeidentifiedInstance, Deidentification.Quarantined {

    /** A file that cannot be de-identified with certainty, and is therefore not used. */
    record Quarantined(Rejected rejected) implements Deidentification {}
}
