package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.cli.settings.LayeredDefaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What lies under deploy/ names only what is there. */
final class DeploymentTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Path DEPLOY = ROOT.resolve("deploy");
    private static final Set<String> OF_THE_LAUNCHER =
            Set.of("CORDSCOPE_JAVA_OPTIONS", "CORDSCOPE_NATIVES", "CORDSCOPE_CONFIG", "CORDSCOPE_TRACE");
    /** What compose.yaml asks its user to put there. */
    private static final Set<String> OF_THE_USER = Set.of("./model.safetensors", "./secrets/archive");

    /** Parses a command as the program does, with the settings of this folder in place of those of the system. */
    private static CommandLine parsed(List<String> words) {
        CommandLine line = Main.commandLine();
        line.parseArgs(words.stream()
                .map(word -> word.equals("/etc/cordscope/cordscope.yaml")
                        ? DEPLOY.resolve("cordscope.yaml").toString()
                        : word)
                .toArray(String[]::new));
        return Objects.requireNonNull(line.getSubcommands().get(words.get(0)));
    }

    private static void known(String variable) {
        Set<String> known = new HashSet<>(OF_THE_LAUNCHER);
        LayeredDefaults.keysByCommand(Main.commandLine().getCommandSpec())
                .forEach((command, keys) -> keys.forEach(key -> {
                    known.add("CORDSCOPE_" + key.toUpperCase(Locale.ROOT));
                    known.add("CORDSCOPE_" + command.toUpperCase(Locale.ROOT) + "_" + key.toUpperCase(Locale.ROOT));
                }));
        assertTrue(known.contains(variable), variable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"watch", "api"})
    void the_unit_and_the_settings_file_start_their_command(String command) throws IOException {
        String unit = Files.readString(DEPLOY.resolve("cordscope-" + command + ".service"));
        Matcher start =
                Pattern.compile("(?m)^ExecStart=/opt/cordscope/cordscope (.+)$").matcher(unit);
        assertTrue(start.find());
        CommandLine line = parsed(List.of(start.group(1).split(" ", -1)));
        assertEquals(command, line.getCommandName());
        Path model = line.getCommandSpec().findOption("--model").getValue();
        assertEquals(Path.of("/etc/cordscope/model.safetensors"), model);
        Matcher variables = Pattern.compile("(?m)^Environment=([A-Z_]+)=").matcher(unit);
        while (variables.find()) {
            known(variables.group(1));
        }
        Matcher documentation =
                Pattern.compile("(?m)^Documentation=file:/opt/cordscope/(.+)$").matcher(unit);
        assertTrue(documentation.find());
        assertTrue(Files.exists(ROOT.resolve(documentation.group(1))));
    }

    @Test
    void the_compose_file_starts_commands_that_are_there_with_files_that_are_there() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(DEPLOY.resolve("compose.yaml").toFile())
                .get("services");
        List<String> names = new ArrayList<>();
        services.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("watch", "api", "orthanc", "postgres"), names);
        for (JsonNode service : services) {
            if (service.has("command")) {
                List<String> words = new ArrayList<>();
                service.get("command").forEach(word -> words.add(word.asText()));
                parsed(words);
                service.get("environment").fieldNames().forEachRemaining(DeploymentTest::known);
            }
            service.path("volumes").forEach(volume -> {
                String source = volume.asText().split(":", 2)[0];
                boolean there = !source.startsWith(".") || Files.exists(DEPLOY.resolve(source));
                assertTrue(there || OF_THE_USER.contains(source), source);
            });
            service.path("depends_on").fieldNames().forEachRemaining(other -> assertTrue(names.contains(other), other));
            assertFalse(service.path("image").asText().endsWith(":latest"));
        }
        new ObjectMapper().readTree(DEPLOY.resolve("orthanc.json").toFile());
    }

    @Test
    void the_image_is_built_of_what_is_there_and_starts_a_command() throws IOException {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));
        Set<String> let = new HashSet<>(Files.readAllLines(DEPLOY.resolve("Dockerfile.dockerignore")));
        for (String path : let) {
            assertTrue(!path.startsWith("!") || Files.exists(ROOT.resolve(path.substring(1))), path);
        }
        for (String line : lines) {
            if (line.startsWith("COPY --from=build /src/")) {
                String made = line.split(" ", -1)[2].substring("/src/".length());
                assertTrue(made.startsWith("app/target/") || let.contains("!" + made), line);
            }
            if (line.startsWith("ENV ")) {
                known(line.substring("ENV ".length()).split("=", 2)[0]);
            }
            if (line.startsWith("CMD ")) {
                JsonNode words = new ObjectMapper().readTree(line.substring("CMD ".length()));
                List<String> command = new ArrayList<>();
                words.forEach(word -> command.add(word.asText()));
                parsed(command);
            }
        }
        assertTrue(Files.readString(ROOT.resolve("cordscope")).contains("CORDSCOPE_NATIVES"));
    }

    @Test
    void the_manual_has_every_setting() throws IOException {
        String manual =
                Files.readString(ROOT.resolve("docs/operation.md")) + Files.readString(ROOT.resolve("docs/archive.md"));
        LayeredDefaults.keysByCommand(Main.commandLine().getCommandSpec())
                .forEach((command, keys) -> keys.forEach(key -> assertTrue(
                        key.equals("url") || manual.contains("`--" + key.replace('_', '-')), command + " " + key)));
        for (String variable : OF_THE_LAUNCHER) {
            assertTrue(manual.contains(variable) || variable.equals("CORDSCOPE_TRACE"), variable);
        }
        assertEquals(
                Set.of("watch", "api"),
                LayeredDefaults.keysByCommand(Main.commandLine().getCommandSpec())
                        .keySet());
    }
}
