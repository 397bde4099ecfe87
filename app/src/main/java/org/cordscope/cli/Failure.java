package org.cordscope.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one sentence with its remedy on stderr. Exit 1, or 2 for a value that makes no sense. */
final class Failure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        Throwable cause = problem instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : problem;
        if (Interruption.isInterruption(cause)) {
            return Interruption.EXIT_CODE; // the shutdown hook has said so
        }
        err.println("cordscope: " + sentence(cause));
        if (System.getenv("CORDSCOPE_TRACE") != null) {
            problem.printStackTrace(err);
        }
        err.flush();
        return cause instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : 1;
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof UserFacingException known) {
            return withoutPeriod(String.valueOf(known.getMessage())) + ". " + known.remedy();
        }
        if (cause instanceof IllegalArgumentException) {
            return withoutPeriod(String.valueOf(cause.getMessage())) + ".";
        }
        if (cause instanceof IOException io) {
            return fileProblem(io);
        }
        return "an unexpected " + cause.getClass().getSimpleName() + " (" + cause.getMessage()
                + "). This is a fault of Cordscope: run again with CORDSCOPE_TRACE=1 and report what it prints.";
    }

    private static String withoutPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String fileProblem(IOException problem) {
        if (problem instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist. Check the path.";
        }
        if (problem instanceof FileNotFoundException) {
            return problem.getMessage() + ". Check the path.";
        }
        if (problem instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written. Check its permissions.";
        }
        if (problem instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " exists already. Choose another name.";
        }
        String message = String.valueOf(problem.getMessage());
        if (message.contains("No space left on device") || message.contains("Disk quota exceeded")) {
            String where =
                    problem instanceof FileSystemException file && file.getFile() != null ? file.getFile() + ": " : "";
            return where + "the disk is full. Free some space or choose another folder; nothing half-written was left.";
        }
        return message + ".";
    }

    /** Whether an input or output error only says that the thread was asked to stop. */
    static boolean closedByInterrupt(Throwable cause) {
        return cause instanceof ClosedByInterruptException;
    }
}
