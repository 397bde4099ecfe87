package org.cordscope.study;

import java.nio.file.Path;

/**
 * A file on disk, or an entry of a ZIP archive on disk.
 *
 * @param file the file itself, or the archive
 * @param entry name of the entry inside the archive; empty for a plain file
 */
public record SourceFile(Path file, String entry) {

    public static SourceFile of(Path file) {
        return new SourceFile(file, "");
    }

    /** Path as shown to users: {@code archive.zip!entry} for an entry; one line, whatever the name is. */
    public String display() {
        return entry.isEmpty() ? PathText.of(file) : PathText.of(file) + "!" + PathText.visible(entry);
    }
}
