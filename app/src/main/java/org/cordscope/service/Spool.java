package org.cordscope.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.cordscope.deid.ClaimedFolder;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * The folder of one service: {@code jobs.db}, uploads in progress under {@code incoming/}, and of each job {@code jobs/ID/input}
 * and {@code jobs/ID/results}. Only its owner may read it, and one process at a time may use it.
 */
final class Spool implements AutoCloseable {
    private final ClaimedFolder folder;
    private final Path root;

    private Spool(ClaimedFolder folder) {
        this.folder = folder;
        this.root = folder.root();
    }

    /** @throws UserFacingException where another process uses it */
    static Spool open(Path root) throws IOException {
        Spool spool = new Spool(ClaimedFolder.claim(root)
                .orElseThrow(() -> new UserFacingException(
                        root + " is in use by another service", "Stop it, or choose another --state.")));
        WholeFile.deleteFolder(spool.incoming()); // nobody was told that these had arrived
        Files.createDirectories(spool.incoming());
        Files.createDirectories(spool.jobs());
        return spool;
    }

    Path database() {
        return root.resolve("jobs.db");
    }

    private Path incoming() {
        return root.resolve("incoming");
    }

    private Path jobs() {
        return root.resolve("jobs");
    }

    private Path job(String id) {
        return jobs().resolve(id);
    }

    Path input(String id) {
        return job(id).resolve("input");
    }

    Path results(String id) {
        return job(id).resolve("results");
    }

    /** An empty folder for an upload. */
    Path newUpload() throws IOException {
        return Files.createDirectory(incoming().resolve(UUID.randomUUID().toString()));
    }

    /** Makes an upload the input of a job: when this returns, the disk has all of it under that name. */
    void accept(Path upload, String id) throws IOException {
        WholeFile.deleteFolder(job(id));
        Files.createDirectory(job(id));
        force(upload);
        Files.move(upload, input(id), StandardCopyOption.ATOMIC_MOVE);
        force(job(id));
        force(jobs());
    }

    /** An empty folder in which results are made. */
    Path newResults(String id) throws IOException {
        Path folder = job(id).resolve("results.part");
        WholeFile.deleteFolder(folder);
        return Files.createDirectory(folder);
    }

    /** Puts finished results into their place. */
    void publish(String id) throws IOException {
        WholeFile.deleteFolder(results(id));
        Path made = job(id).resolve("results.part");
        force(made);
        Files.move(made, results(id), StandardCopyOption.ATOMIC_MOVE);
        force(job(id));
    }

    /** Deletes what was uploaded, once nothing is to be done with it. */
    void deleteInput(String id) throws IOException {
        WholeFile.deleteFolder(input(id));
    }

    void deleteJob(String id) throws IOException {
        WholeFile.deleteFolder(job(id));
    }

    /** Names of the folders of jobs. */
    List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(jobs())) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    /** Bytes that may still be written. */
    long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** Whether something failed because the disk has no room. */
    static boolean isFull(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")
                    || message.contains("SQLITE_FULL")) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the disk has the names in a folder; where a system cannot say so, it is not asked. */
    private static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
