package org.cordscope.study;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** What work on another thread threw, to be thrown on the thread that waited for it. */
public final class WorkFailure {
    private WorkFailure() {}

    /**
     * Of work that throws no checked exception.
     *
     * @return what it threw, to be thrown; an {@link Error} is thrown at once
     */
    public static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
    }

    /**
     * Of work that may fail to read or write.
     *
     * @throws IOException what it threw
     */
    public static RuntimeException orIo(ExecutionException e) throws IOException {
        if (e.getCause() instanceof IOException problem) {
            throw problem;
        }
        return unchecked(e);
    }
}
