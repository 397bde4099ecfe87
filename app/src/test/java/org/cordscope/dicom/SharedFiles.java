package org.cordscope.dicom;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Where tests find their files. */
final class SharedFiles {
    private SharedFiles() {}

    static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SharedFiles.class.getResource(name), name)
                .toURI());
    }
}
