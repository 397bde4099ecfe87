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
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one sentence with its remedy on stderr. Exit 1, or 2 for a value that makes no sense. */
final class Failure implements IExecutionExceptionHandler {
    private static final String DATABASE = "the database (study.db, or a service's state.db or jobs.db)";

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, @Nullable ParseResult parsed) {
        PrintWriter err = command.getErr();
        Throwable cause = problem instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : problem;
        if (causes(cause).anyMatch(Interruption::isInterruption)) {
            return Interruption.EXIT_CODE; // the shutdown hook has said so
        }
        err.println("cordscope: "
                + (causes(cause).anyMatch(Failure::isFullDisk) ? diskFull(cause, command) : sentence(cause)));
        if (System.getenv("CORDSCOPE_TRACE") != null) {
            problem.printStackTrace(err);
        }
        err.flush();
        return cause instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : 1;
    }

    private static Stream<Throwable> causes(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
    }

    private static boolean isFullDisk(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SQLException) {
            return message.contains("SQLITE_FULL") || message.contains("SQLITE_IOERR_SHMSIZE");
        }
        return cause instanceof IOException
                && Stream.of("No space left on device", "Disk quota exceeded", "File too large")
                        .anyMatch(message::contains);
    }

    /** Names the file where the system has told it, and else the folder that the command writes to. */
    private static String diskFull(Throwable problem, CommandLine command) {
        String place = causes(problem)
                .map(cause -> cause instanceof FileSystemException file ? file.getFile() : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> folderOf(command));
        String again = command.getCommandSpec().findOption("--resume") == null
                ? "Free some space or choose another folder, and run the command again"
                : "Free some space and go on from the last checkpoint with --resume";
        return place + " cannot be written: the disk is full. " + again + "; nothing half-written was left.";
    }

    private static String folderOf(CommandLine command) {
        for (String name : List.of("--out", "--study", "--state")) {
            OptionSpec option = command.getCommandSpec().findOption(name);
            Object folder = option == null ? null : option.getValue();
            if (folder != null) {
                return folder.toString().equals(".") ? "the current folder" : folder.toString();
            }
        }
        return "a file";
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
        Optional<Throwable> limit = causes(cause)
                .filter(c -> c instanceof OutOfMemoryError || c instanceof LinkageError)
                .findFirst();
        if (limit.isPresent()) {
            return ofMachine(limit.get());
        }
        Optional<SQLException> database = causes(cause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
        if (database.isPresent()) {
            return databaseProblem(database.get());
        }
        return "an unexpected " + cause.getClass().getSimpleName() + " (" + cause.getMessage()
                + "). This is a fault of Cordscope: run again with CORDSCOPE_TRACE=1 and report what it prints.";
    }

    /** What this machine lacks: memory, or a tensor library that it can load. */
    static String ofMachine(Throwable limit) {
        return limit instanceof OutOfMemoryError
                ? "Java ran out of memory. Give it more, for example with CORDSCOPE_JAVA_OPTIONS=-Xmx8g."
                : "the tensor library cannot be loaded (" + limit.getMessage()
                        + "). It comes for Linux x86-64, macOS arm64 and Windows x86-64; see cordscope doctor.";
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
        return withoutPeriod(String.valueOf(problem.getMessage())) + ". Check the path and the disk.";
    }

    private static String databaseProblem(SQLException problem) {
        String message = String.valueOf(problem.getMessage());
        if (message.contains("SQLITE_BUSY") || message.contains("SQLITE_LOCKED")) {
            return DATABASE + " is in use by another program. Wait for it to end, then run the command again.";
        }
        if (message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT")) {
            return DATABASE + " is damaged. Restore it from a backup.";
        }
        if (problem.getClass().getName().startsWith("org.postgresql.")) {
            return "the study's database refused ("
                    + message.lines().findFirst().orElse("") + "). Check the server and its"
                    + " disk, then run the command again; what was finished is kept.";
        }
        return DATABASE + " cannot be read or written (" + message + "). Check its permissions and the disk.";
    }

    /** Whether an input or output error only says that the thread was asked to stop. */
    static boolean closedByInterrupt(Throwable cause) {
        return cause instanceof ClosedByInterruptException;
    }
}
