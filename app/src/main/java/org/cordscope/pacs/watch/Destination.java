package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where results go. What it has is in the ledger, so that no destination waits for another that fails. */
public interface Destination {
    /** Without blanks; what the ledger calls it. */
    String name();

    /** How the names of the files end that it takes. */
    String suffix();

    /**
     * Hands over the results of a study, and returns when they are there. Called again where the process died before the ledger
     * knew, with the same bytes.
     */
    void deliver(String studyUid, List<Path> files) throws IOException, InterruptedException;
}
