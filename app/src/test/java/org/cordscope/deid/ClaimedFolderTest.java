package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimedFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void one_at_a_time_may_use_it() throws IOException {
        Path root = folder.resolve("a/b");
        try (ClaimedFolder first = ClaimedFolder.claim(root).orElseThrow()) {
            assertEquals(root, first.root());
            assertTrue(ClaimedFolder.claim(root).isEmpty());
        }
        ClaimedFolder.claim(root).orElseThrow().close();
    }

    @Test
    void only_its_owner_may_read_it_and_a_database_in_it() throws IOException {
        Path root = folder.resolve("state");
        Path file = root.resolve("state.db");
        try (ClaimedFolder claimed = ClaimedFolder.claim(root).orElseThrow();
                var handle = PrivateDatabase.open(file)) {
            handle.execute("CREATE TABLE t (n INTEGER)");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(claimed.root())));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }
}
