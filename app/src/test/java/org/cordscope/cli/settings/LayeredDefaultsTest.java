package org.cordscope.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

final class LayeredDefaultsTest {
    @TempDir
    private Path folder = Path.of("");

    @Command(
            name = "root",
            subcommands = {Follow.class, Plain.class})
    static final class Root {}

    @Command(name = "follow")
    static final class Follow {
        @Parameters(paramLabel = "URL", arity = "0..1")
        private @Nullable URI url;

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--free-disk", defaultValue = "1")
        private int freeDisk;

        @Option(names = {"-m", "--no-maps"})
        private boolean noMaps;
    }

    @Command(name = "plain")
    static final class Plain {
        @Option(names = "--free-disk", defaultValue = "1")
        private int freeDisk;
    }

    private static Follow follow(Map<String, String> environment, Object... arguments) {
        List<String> words = new ArrayList<>(List.of("follow"));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        CommandLine line = new CommandLine(new Root());
        line.setDefaultValueProvider(new LayeredDefaults(environment, line::getCommandSpec));
        line.parseArgs(words.toArray(String[]::new));
        return Objects.requireNonNull(line.getSubcommands().get("follow")).getCommand();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), text);
    }

    @Test
    void the_command_line_goes_before_the_environment_and_that_before_the_file() throws IOException {
        Path file = file("free_disk: 2\nfollow:\n  free_disk: 3\n");
        Map<String, String> shared = Map.of("CORDSCOPE_FREE_DISK", "4");
        Map<String, String> own = Map.of("CORDSCOPE_FREE_DISK", "4", "CORDSCOPE_FOLLOW_FREE_DISK", "5");
        assertEquals(1, follow(Map.of()).freeDisk);
        assertEquals(2, follow(Map.of(), "--config", file("free_disk: 2")).freeDisk);
        file("free_disk: 2\nfollow:\n  free_disk: 3\n");
        assertEquals(3, follow(Map.of(), "--config", file).freeDisk);
        assertEquals(3, follow(Map.of("CORDSCOPE_CONFIG", file.toString())).freeDisk);
        assertEquals(4, follow(shared, "--config", file).freeDisk);
        assertEquals(5, follow(own, "--config", file).freeDisk);
        assertEquals(6, follow(own, "--free-disk", 6, "--config", file).freeDisk);
    }

    @Test
    void flags_and_the_address_are_settings_too() throws IOException {
        Follow follow = follow(Map.of(), "--config", file("follow:\n  no_maps: true\n  url: http://archive\n"));
        assertTrue(follow.noMaps);
        assertEquals("http://archive", String.valueOf(follow.url));
        assertEquals("with a settings file", follow.config.words());
        assertTrue(follow(Map.of()).url == null);
    }

    @Test
    void a_command_without_the_option_takes_nothing_from_outside() {
        CommandLine line = new CommandLine(new Root());
        line.setDefaultValueProvider(new LayeredDefaults(Map.of("CORDSCOPE_FREE_DISK", "9"), line::getCommandSpec));
        line.parseArgs("plain");
        Plain plain = Objects.requireNonNull(line.getSubcommands().get("plain")).getCommand();
        assertEquals(1, plain.freeDisk);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fre_disk: 2|has the key fre_disk, and no option is called so",
                "follow: {fre_disk: 2}|has the key follow.fre_disk, and no option is called so",
                "follow: 3|follow needs settings below it",
                "config: other.yaml|has the key config, and no option is called so",
                "free_disk: [1]|free_disk needs a text, a number, true or false",
                "free_disk: 1\\nfree_disk: 2|is no YAML, line 2",
                "just words|does not hold settings",
                "free_disk: much|is not an int"
            })
    void a_file_that_is_wrong_is_refused_with_its_key(String text, String problem) throws IOException {
        Path file = file(text.replace("\\n", "\n"));
        ParameterException e = assertThrows(ParameterException.class, () -> follow(Map.of(), "--config", file));
        assertTrue(String.valueOf(e.getMessage()).contains(problem), String.valueOf(e.getMessage()));
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        Path missing = folder.resolve("missing.yaml");
        ParameterException e = assertThrows(ParameterException.class, () -> follow(Map.of(), "--config", missing));
        assertEquals(missing + " cannot be read", String.valueOf(e.getMessage()));
    }
}
