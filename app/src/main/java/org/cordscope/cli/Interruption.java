package org.cordscope.cli;

import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: interrupts the work, gives it time to tidy up after itself, and says so. The virtual machine then ends
 * with 128 + the signal's number.
 */
final class Interruption {
    /** What a command returns whose work was interrupted; the virtual machine's own exit code takes its place. */
    static final int EXIT_CODE = 130;

    private static final int TIDY_UP_SECONDS = 20;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private volatile boolean begun;
    private final Thread hook = new Thread(this::stop, "interruption");

    private Interruption() {}

    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    static boolean isInterruption(Throwable cause) {
        return cause instanceof InterruptedException
                || cause instanceof InterruptedIOException
                || cause instanceof CancellationException
                || Failure.closedByInterrupt(cause);
    }

    /** Whether the program was told to stop; a library whose loading broke off with that is not missing. */
    boolean begun() {
        return begun;
    }

    private void stop() {
        begun = true;
        System.err.println();
        System.err.println("cordscope: interrupted; tidying up. What was finished is kept, nothing is half-written.");
        worker.interrupt();
        try {
            if (!finished.await(TIDY_UP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("cordscope: the work did not stop in time; temporary files may remain.");
                Runtime.getRuntime()
                        .halt(EXIT_CODE); // a native operator that is still at work must not see its library go
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the program with the command's exit code, unless it is ending already. */
    void exit(int code) {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
        System.exit(code);
    }
}
