package org.cordscope.learning.initial;

import java.io.IOException;

/** A download that the other side or the network between ended; the message goes on a sentence that names the file. */
public final class NetworkException extends IOException {
    private static final long serialVersionUID = 1L;

    NetworkException(String message) {
        super(message);
    }

    NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
