package org.cordscope.pacs.hl7;

import java.io.IOException;

/** A message that a receiver has not taken; the text is a sentence without identifiers or addresses. */
public final class Hl7Exception extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    private Hl7Exception(String message, boolean unreachable, IOException cause) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    private Hl7Exception(String message) {
        super(message);
        this.unreachable = false;
    }

    static Hl7Exception notAnswered(String message, IOException cause) {
        return new Hl7Exception(message, true, cause);
    }

    static Hl7Exception refused(String message) {
        return new Hl7Exception(message);
    }

    /** Whether the receiver was not there or fell silent: nothing is wrong with the message. */
    public boolean unreachable() {
        return unreachable;
    }
}
