package org.cordscope.study;

/** A file, or a series of files, that cannot be used, and why: counted in every report, never skipped in silence. */
public record Rejected(String path, String reason) {

    public Rejected {
        if (path.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a rejection names its path and its reason");
        }
        path = PathText.visible(path);
    }
}
