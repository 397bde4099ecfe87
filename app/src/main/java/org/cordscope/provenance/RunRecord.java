package org.cordscope.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What made a result: enough to make it again. Every output folder holds one as {@code run.json}.
 *
 * @param command what was run, for example {@code predict}
 * @param seed seed of all randomness; null for work without any
 * @param configuration every setting in effect, in order
 * @param versions software by name: cordscope, java, os, and libraries that bear on numbers
 * @param inputs SHA-256 of each input by a name that identifies nobody
 */
public record RunRecord(
        String command,
        Instant startedUtc,
        @Nullable Long seed,
        Map<String, String> configuration,
        Map<String, String> versions,
        Map<String, String> inputs) {

    public RunRecord {
        if (command.isBlank()) {
            throw new IllegalArgumentException("a run names its command");
        }
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** A record of a run that starts now, with the versions of this machine and nothing read yet. */
    public static RunRecord start(
            String command, Instant startedUtc, @Nullable Long seed, Map<String, ?> configuration) {
        Map<String, String> settings = new LinkedHashMap<>();
        configuration.forEach((key, value) -> settings.put(key, String.valueOf(value)));
        return new RunRecord(command, startedUtc, seed, settings, machine(), Map.of());
    }

    public RunRecord withInput(String name, String sha256) {
        return new RunRecord(command, startedUtc, seed, configuration, versions, with(inputs, name, sha256));
    }

    /** Adds the hash of a file. */
    public RunRecord withInput(String name, Path file) throws IOException {
        return withInput(name, Sha256.ofFile(file));
    }

    /** Ordered, snake_case, ready to be written as JSON; values are texts, numbers, or maps of texts. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("command", command);
        map.put("started_utc", startedUtc.toString());
        if (seed != null) {
            map.put("seed", seed);
        }
        map.put("configuration", configuration);
        map.put("versions", versions);
        map.put("inputs", inputs);
        return map;
    }

    private static Map<String, String> machine() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("cordscope", CordscopeVersion.current());
        versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        versions.put("arch", System.getProperty("os.arch"));
        versions.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return versions;
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
