package org.cordscope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cordscope.study.UserFacingException;

/** Checks of paths that a user has typed. */
final class Inputs {
    private Inputs() {}

    static void mustExist(Path path, String remedy) {
        if (!Files.exists(path)) {
            throw new UserFacingException(path + " does not exist", remedy);
        }
    }
}
