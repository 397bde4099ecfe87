package org.cordscope.deid;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder that only its owner may read and one process at a time may use: until it is closed, by a lock on its file {@code lock}. */
public final class ClaimedFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private ClaimedFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the folder where it is not there yet; empty where somebody else uses it. */
    public static Optional<ClaimedFolder> claim(Path root) throws IOException {
        PrivateFiles.createFolder(root);
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(channel)) {
            return Optional.of(new ClaimedFolder(root, channel));
        }
        channel.close();
        return Optional.empty();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
