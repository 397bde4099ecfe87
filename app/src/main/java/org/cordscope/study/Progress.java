package org.cordscope.study;

/** Where long work says how far it is. The command line draws a bar on stderr; tests and services pass {@link #NONE}. */
public interface Progress {

    /** Says nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begin(String task, long total) {}

        @Override
        public void advance(long steps) {}
    };

    /** Starts the next task, which ends the one before; {@code total} is its number of steps, -1 when unknown. */
    void begin(String task, long total);

    /** {@code steps} more steps of the current task are done. */
    void advance(long steps);

    /** A few words beside the bar of the current task, such as a loss; each replaces the ones before. */
    default void note(String words) {}
}
