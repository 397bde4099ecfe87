package org.cordscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code env.json} of a training run: what it was started with. */
final class RunEnvironment {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunEnvironment() {}

    static Path file(Path run) {
        return run.resolve("env.json");
    }

    /** What it says; an empty object where there is none. */
    static JsonNode read(Path run) throws IOException {
        return Files.exists(file(run)) ? JSON.readTree(Files.readAllBytes(file(run))) : JSON.createObjectNode();
    }
}
