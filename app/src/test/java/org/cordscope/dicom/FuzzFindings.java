package org.cordscope.dicom;

import java.util.List;

/** Inputs that the fuzz test found, made again as small as they get. */
final class FuzzFindings {
    private FuzzFindings() {}

    static List<byte[]> all() {
        return List.of(FileBuilder.explicit().bytes());
    }
}
