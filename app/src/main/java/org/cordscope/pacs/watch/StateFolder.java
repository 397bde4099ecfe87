package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.deid.ClaimedFolder;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * The folder of one watcher: {@code state.db}, results that are to be sent under {@code results/}, images that are being coded
 * under {@code work/}. Only its owner may read it, and one process at a time may use it.
 */
public final class StateFolder implements AutoCloseable {
    private final ClaimedFolder folder;

    private StateFolder(ClaimedFolder folder) {
        this.folder = folder;
    }

    /** @throws UserFacingException where another process uses it */
    public static StateFolder open(Path root) throws IOException {
        ClaimedFolder claimed = ClaimedFolder.claim(root)
                .orElseThrow(() -> new UserFacingException(
                        root + " is in use by another watch", "Stop it, or choose another --state."));
        WholeFile.deleteFolder(root.resolve("work"));
        return new StateFolder(claimed);
    }

    /** The ledger of a state folder. */
    public static Path ledger(Path root) {
        return root.resolve("state.db");
    }

    /** The ledger of this folder, to be written. */
    public Ledger openLedger(Clock clock) throws IOException {
        return Ledger.open(ledger(folder.root()), clock);
    }

    /** Where the images of an entry are while it is coded. */
    Path work(LedgerEntry entry) {
        return folder.root().resolve("work").resolve(Long.toString(entry.id()));
    }

    private Path results(LedgerEntry entry) {
        return folder.root().resolve("results").resolve(Long.toString(entry.id()));
    }

    /** An empty folder for the results of an entry. */
    Path newResults(LedgerEntry entry) throws IOException {
        WholeFile.deleteFolder(results(entry));
        return Files.createDirectories(results(entry));
    }

    /** The results of a coded entry; none where somebody has deleted them. */
    List<Path> resultsOf(LedgerEntry entry) throws IOException {
        if (!Files.isDirectory(results(entry))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results(entry))) {
            return files.filter(file -> file.toString().matches(".*\\.(dcm|hl7)"))
                    .sorted()
                    .toList();
        }
    }

    void deleteResults(LedgerEntry entry) throws IOException {
        WholeFile.deleteFolder(results(entry));
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
