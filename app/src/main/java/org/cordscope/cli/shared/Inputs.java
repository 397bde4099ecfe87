package org.cordscope.cli.shared;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cordscope.study.UserFacingException;

/** Checks of paths that a user has typed. */
public final class Inputs {
    private Inputs() {}

    /** Refuses a path where nothing is. */
    public static void mustExist(Path path, String remedy) {
        if (!Files.exists(path)) {
            throw new UserFacingException(path + " does not exist", remedy);
        }
    }

    /** A folder that the command will write to, there already or to be made: said before the work, not after it. */
    public static void mustBecomeFolder(Path folder) {
        for (Path place = folder.toAbsolutePath().normalize(); place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                if (!Files.isDirectory(place)) {
                    throw new UserFacingException(
                            place.equals(folder.toAbsolutePath().normalize())
                                    ? folder + " is a file, not a folder"
                                    : folder + " cannot be made: " + place + " is a file",
                            "Choose another folder.");
                }
                return;
            }
        }
    }

    /** Refuses a number below 1. */
    public static void mustBePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, not " + value);
        }
    }
}
