package org.cordscope.web.access;

import io.javalin.http.HttpStatus;

/** A request that is not served, with the status and one sentence for people. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    public Refusal(HttpStatus status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }
}
