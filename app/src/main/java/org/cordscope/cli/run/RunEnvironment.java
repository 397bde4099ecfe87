package org.cordscope.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code env.json} of a training run: what it was started with. */
public final class RunEnvironment {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunEnvironment() {}

    /** Where a run keeps it. */
    public static Path file(Path run) {
        return run.resolve("env.json");
    }

    /** What it says; an empty object where there is none. */
    public static JsonNode read(Path run) throws IOException {
        return Files.exists(file(run)) ? JSON.readTree(Files.readAllBytes(file(run))) : JSON.createObjectNode();
    }
}
