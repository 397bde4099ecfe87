package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * The folder of one watcher: {@code state.db}, results that are to be sent under {@code results/}, images that are being coded
 * under {@code work/}. Only its owner may read it, and one process at a time may use it.
 */
public final class StateFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel channel;

    private StateFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** @throws UserFacingException where another process uses it */
    public static StateFolder open(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
            if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
        }
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new UserFacingException(root + " is in use by another watch", "Stop it, or choose another --state.");
        }
        StateFolder folder = new StateFolder(root, channel);
        WholeFile.deleteFolder(root.resolve("work"));
        return folder;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The ledger of a state folder. */
    public static Path ledger(Path root) {
        return root.resolve("state.db");
    }

    /** The ledger of this folder, to be written. */
    public Ledger openLedger(Clock clock) throws IOException {
        return Ledger.open(ledger(root), clock);
    }

    /** Where the images of an entry are while it is coded. */
    Path work(LedgerEntry entry) {
        return root.resolve("work").resolve(Long.toString(entry.id()));
    }

    private Path results(LedgerEntry entry) {
        return root.resolve("results").resolve(Long.toString(entry.id()));
    }

    /** An empty folder for the results of an entry. */
    Path newResults(LedgerEntry entry) throws IOException {
        WholeFile.deleteFolder(results(entry));
        return Files.createDirectories(results(entry));
    }

    /** The results of a coded entry; none where somebody has deleted them. */
    List<Path> resultsOf(LedgerEntry entry) throws IOException {
        if (!Files.isDirectory(results(entry))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results(entry))) {
            return files.filter(file -> file.toString().matches(".*\\.(dcm|hl7)"))
                    .sorted()
                    .toList();
        }
    }

    void deleteResults(LedgerEntry entry) throws IOException {
        WholeFile.deleteFolder(results(entry));
    }

    @Override
    public void close() throws IOException {
        channel.close(); // and with it the lock
    }
}
