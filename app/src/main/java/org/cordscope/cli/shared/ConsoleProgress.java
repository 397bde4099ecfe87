package org.cordscope.cli.shared;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.cordscope.study.Progress;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr; where stderr is not a terminal, a line each minute and one when a task ends. */
public final class ConsoleProgress implements Progress, AutoCloseable {
    private static final int WIDTH = 90;
    private static final long LINE_EVERY_NS = TimeUnit.MINUTES.toNanos(1);

    private final PrintStream err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private String task = "";
    private String words = "";
    private long total;
    private long done;
    private long lastLine;

    private ConsoleProgress(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** A bar on a terminal, else a line now and then. */
    @SuppressWarnings(
            "SystemConsoleNull") // later releases answer with a console that is no terminal: a bar in a log, no harm
    public static ConsoleProgress onStderr() {
        return new ConsoleProgress(System.err, System.console() != null);
    }

    @Override
    public void begin(String newTask, long newTotal) {
        finish();
        task = newTask;
        total = newTotal;
        done = 0;
        lastLine = System.nanoTime();
        words = "";
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName(newTask)
                    .setInitialMax(newTotal)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                    .build();
        }
    }

    @Override
    public void advance(long steps) {
        done += steps;
        if (bar != null) {
            bar.stepBy(steps);
        } else if (!task.isEmpty() && System.nanoTime() - lastLine > LINE_EVERY_NS) {
            lastLine = System.nanoTime();
            err.println(task + ": " + done + (total > 0 ? " of " + total : "") + after());
        }
    }

    @Override
    public void note(String newWords) {
        words = newWords;
        if (bar != null) {
            bar.setExtraMessage(newWords);
        }
    }

    @Override
    public void close() {
        finish();
    }

    /** Ends the current task, so that results can be printed below it. */
    public void finish() {
        if (bar != null) {
            bar.close();
            bar = null;
        } else if (!task.isEmpty() && !Thread.currentThread().isInterrupted()) {
            err.println(task + ": " + done + after());
        }
        task = "";
    }

    private String after() {
        return words.isEmpty() ? "" : ", " + words;
    }
}
