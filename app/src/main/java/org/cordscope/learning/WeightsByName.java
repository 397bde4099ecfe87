package org.cordscope.learning;

import java.io.IOException;
import java.nio.file.Path;

/** Where the initial weights lie that a recipe names. */
@FunctionalInterface
public interface WeightsByName {

    /** The file of a name; it need not exist. */
    Path file(String name) throws IOException;
}
