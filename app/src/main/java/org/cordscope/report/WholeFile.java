package org.cordscope.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Writes a file under a temporary name and renames it, so that a reader never sees half of it. */
final class WholeFile {
    private WholeFile() {}

    static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException("a file lies in a folder: " + file);
        }
        writeAll(folder, Map.of(String.valueOf(file.getFileName()), text));
    }

    /**
     * Writes files of a folder, each under its name with slashes, all or none: none is renamed into place before all are
     * written.
     */
    static void writeAll(Path folder, Map<String, String> textByName) throws IOException {
        Map<Path, Path> finalByTemporary = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> entry : textByName.entrySet()) {
                Path file = folder.resolve(entry.getKey());
                Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                finalByTemporary.put(temporary, file);
                Files.write(temporary, entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<Path, Path> file : finalByTemporary.entrySet()) {
                Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path temporary : finalByTemporary.keySet()) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}
