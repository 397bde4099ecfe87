package org.cordscope.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunRecordTest {
    @TempDir
    Path folder;

    @Test
    void record_keeps_order_seed_versions_and_hashes() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("z", 1);
        settings.put("a", true);
        Path input = Files.writeString(folder.resolve("x"), "abc");
        RunRecord run = RunRecord.start("train", Instant.EPOCH, 42L, settings).withInput("labels", input);
        assertEquals(List.of("z", "a"), List.copyOf(run.configuration().keySet()));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                run.inputs().get("labels"));
        assertTrue(run.versions().keySet().containsAll(List.of("cordscope", "java", "os")));
        assertEquals(
                List.of("command", "started_utc", "seed", "configuration", "versions", "inputs"),
                List.copyOf(run.toMap().keySet()));
    }

    @Test
    void run_without_a_command_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> RunRecord.start(" ", Instant.EPOCH, null, Map.of()));
    }
}
