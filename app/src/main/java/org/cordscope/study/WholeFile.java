package org.cordscope.study;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: under a temporary name beside it, forced to the disk, then renamed over what was there.
 * Where writing fails, the temporary file is deleted and the old file stays.
 */
public final class WholeFile {
    private static final String UNFINISHED = ".part";
    private static final AtomicLong WRITTEN = new AtomicLong();

    private WholeFile() {}

    /** Puts the bytes of a file into a channel that stands at its beginning. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes text as UTF-8; the folder is made where it is missing. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes; the folder is made where it is missing. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, channel -> {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        });
    }

    /**
     * Writes files of a folder, each under its name with slashes, all or none: none is renamed into place, in the map's order,
     * before all are written.
     */
    public static void writeAll(Path folder, Map<String, String> textByName) throws IOException {
        Map<Path, Path> finalByTemporary = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> entry : textByName.entrySet()) {
                Path file = folder.resolve(entry.getKey());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Path temporary = temporary(file);
                finalByTemporary.put(temporary, file);
                write(temporary, entry.getValue());
            }
            for (Map.Entry<Path, Path> file : finalByTemporary.entrySet()) {
                Files.move(
                        file.getKey(),
                        file.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path temporary : finalByTemporary.keySet()) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    private static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + WRITTEN.incrementAndGet() + UNFINISHED);
    }

    /** Writes what {@code content} puts out; the folder is made where it is missing. The file is born with the attributes. */
    public static void write(Path file, Content content, FileAttribute<?>... attributes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a file lies in a folder: " + file);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path temporary = temporary(file);
        boolean done = false;
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Deletes what killed processes left unfinished in a folder, into which nobody else may be writing. */
    public static void deleteUnfinished(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ".*" + UNFINISHED)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** Deletes a folder with all that is in it; does nothing where there is none. */
    public static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
