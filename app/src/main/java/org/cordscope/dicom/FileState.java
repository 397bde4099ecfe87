package org.cordscope.dicom;

import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as a scan came upon it, before it was read.
 *
 * @param bytes its size; -1 where it could not be looked at
 * @param modifiedMs when it was last changed, in ms since 1970
 * @param sha256 of its bytes where the sink wanted that and they were read to the end, or of their beginning where a large file is
 *     of no use ({@link SourceBytes#hashOfUnusable}); else empty
 */
public record FileState(long bytes, long modifiedMs, String sha256) {
    /** Of what cannot be looked at. */
    public static final FileState UNKNOWN = new FileState(-1, 0, "");

    /** Size and time, without a hash. */
    public static FileState of(BasicFileAttributes attributes) {
        return new FileState(attributes.size(), attributes.lastModifiedTime().toMillis(), "");
    }

    FileState hashed(String hash) {
        return new FileState(bytes, modifiedMs, hash);
    }
}
