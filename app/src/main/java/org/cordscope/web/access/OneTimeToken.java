package org.cordscope.web.access;

import org.jspecify.annotations.Nullable;

/** Opens one session, once: it stands in the address that the command line prints. */
public final class OneTimeToken {
    private @Nullable String value = Secret.fresh();

    /** The token, while it has not been spent. */
    public synchronized String value() {
        if (value == null) {
            throw new IllegalStateException("the token has been spent");
        }
        return value;
    }

    /** True for the right token, the first time. */
    public synchronized boolean spend(String token) {
        boolean right = value != null && Secret.same(value, token);
        if (right) {
            value = null;
        }
        return right;
    }
}
