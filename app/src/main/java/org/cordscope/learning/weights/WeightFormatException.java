package org.cordscope.learning.weights;

import java.io.IOException;

/** A file of weights that is not what it claims to be; the message says what is wrong, without the path. */
public final class WeightFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public WeightFormatException(String message) {
        super(message);
    }

    public WeightFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
