package org.cordscope.study;

import java.util.concurrent.CancellationException;

/** How long work is stopped: by interrupting its thread. It asks here between two steps, where stopping does no harm. */
public final class Cancellation {
    private Cancellation() {}

    /**
     * Goes on unless the thread was interrupted; its interrupt status stays as it is.
     *
     * @throws CancellationException where it was
     */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("stopped by an interrupt");
        }
    }
}
