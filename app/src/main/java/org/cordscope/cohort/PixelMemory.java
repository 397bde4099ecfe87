package org.cordscope.cohort;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * A quarter of the virtual machine's memory, shared by the files that are being de-identified: each takes several times its size,
 * and one that is larger than all of it goes alone.
 */
final class PixelMemory {
    /** What a file takes while it is read, searched and written: itself, its copy, and the bytes to write. */
    private static final int COPIES = 3;

    /** Assumed for an entry of an archive, whose size is not asked for. */
    private static final int ENTRY_MIB = 16;

    private final int mebibytes =
            (int) Math.max(1, Math.min(Runtime.getRuntime().maxMemory() >> 22, Integer.MAX_VALUE));
    private final Semaphore free = new Semaphore(mebibytes, true);

    /** Waits for the memory that a file takes. */
    int take(FoundInstance file) {
        long size = file.source().entry().isEmpty() ? COPIES * (file.state().bytes() >> 20) + 1 : ENTRY_MIB;
        int share = (int) Math.min(size, mebibytes);
        try {
            free.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped by an interrupt");
        }
        return share;
    }

    void giveBack(int share) {
        free.release(share);
    }
}
