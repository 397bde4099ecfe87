package org.cordscope.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A YAML file of options: at its top those that commands share, in a section of a command's name those of that command. */
final class SettingsFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, Map<String, String>> bySection = new LinkedHashMap<>();

    private SettingsFile() {}

    /**
     * Reads a file.
     *
     * @param keysByCommand the options of each command that takes settings, by their keys
     * @throws IllegalArgumentException in one sentence, where a key is none of an option or a value none of an option's
     */
    static SettingsFile read(Path file, Map<String, Set<String>> keysByCommand) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + " is no YAML" + (line > 0 ? ", line " + line : ""), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
        SettingsFile settings = new SettingsFile();
        if (root.isMissingNode() || root.isNull()) {
            return settings;
        }
        if (!root.isObject()) {
            throw new IllegalArgumentException(file + " does not hold settings, as in port: 8766");
        }
        root.properties().forEach(entry -> {
            Set<String> ofCommand = keysByCommand.get(entry.getKey());
            if (ofCommand == null) {
                settings.take(file, "", entry.getKey(), entry.getValue(), isOfAny(keysByCommand, entry.getKey()));
            } else {
                String command = entry.getKey();
                if (!entry.getValue().isObject() && !entry.getValue().isNull()) {
                    throw new IllegalArgumentException(file + ": " + command + " needs settings below it");
                }
                entry.getValue()
                        .properties()
                        .forEach(own -> settings.take(
                                file, command, own.getKey(), own.getValue(), ofCommand.contains(own.getKey())));
            }
        });
        return settings;
    }

    private static boolean isOfAny(Map<String, Set<String>> keysByCommand, String key) {
        return keysByCommand.values().stream().anyMatch(keys -> keys.contains(key));
    }

    private void take(Path file, String section, String key, JsonNode value, boolean known) {
        String name = section.isEmpty() ? key : section + "." + key;
        if (!known) {
            throw new IllegalArgumentException(file + " has the key " + name + ", and no option is called so");
        }
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException(file + ": " + name + " needs a text, a number, true or false");
        }
        bySection.computeIfAbsent(section, s -> new LinkedHashMap<>()).put(key, value.asText());
    }

    /** A command's own value of a key, else the one that commands share. */
    Optional<String> value(String command, String key) {
        String own = bySection.getOrDefault(command, Map.of()).get(key);
        return Optional.ofNullable(
                own != null ? own : bySection.getOrDefault("", Map.of()).get(key));
    }
}
