package org.cordscope.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void new_text_replaces_the_old() throws IOException {
        Path file = folder.resolve("a.csv");
        WholeFile.write(file, "the old and longer text");
        WholeFile.write(file, "caf\u00e9\n");
        assertEquals("caf\u00e9\n", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void failure_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = folder.resolve("a.csv");
        WholeFile.write(file, "old");
        IOException full = new IOException("no space left on device");
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[10]));
                    throw full;
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void missing_folders_are_made() throws IOException {
        WholeFile.write(folder.resolve("deep/er/file"), "x");
        assertEquals("x", Files.readString(folder.resolve("deep/er/file")));
    }

    @Test
    void what_a_killed_process_left_can_be_cleared_away() throws IOException {
        Files.writeString(folder.resolve(".a.csv.12-1.part"), "ha");
        Files.writeString(folder.resolve("a.part"), "a user's own");
        WholeFile.deleteUnfinished(folder);
        assertEquals(List.of("a.part"), names());
    }

    @Test
    void of_several_files_none_appears_where_one_cannot_be_written() throws IOException {
        WholeFile.write(folder.resolve("a.csv"), "old");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.csv", "new");
        files.put("a.csv/below-a-file.csv", "x");
        assertThrows(IOException.class, () -> WholeFile.writeAll(folder, files));
        assertEquals("old", Files.readString(folder.resolve("a.csv")));
        assertEquals(List.of("a.csv"), names());
    }
}
