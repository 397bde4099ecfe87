package org.cordscope.cli.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What an option of a command with {@code --config} is where the command line does not say it: {@code
 * CORDSCOPE_COMMAND_OPTION}, then {@code CORDSCOPE_OPTION} of the environment, then the command's section of the file, then the
 * file's top, then what is built in. A key is the option's name with {@code _} for {@code -}; the archive's address is {@code
 * url}.
 */
public final class LayeredDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "CORDSCOPE_";
    private static final Set<String> NOT_SETTINGS = Set.of("config", "help", "version");

    private final Map<String, String> environment;
    private final Supplier<CommandSpec> program;
    private final Map<Path, SettingsFile> files = new HashMap<>();

    /** @param program all commands, asked for only where there is a file, which may hold settings of each */
    public LayeredDefaults(Map<String, String> environment, Supplier<CommandSpec> program) {
        this.environment = environment;
        this.program = program;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        CommandSpec command = argument.command();
        if (command == null || command.findOption(ConfigOption.NAME) == null) {
            return null;
        }
        String key = key(argument);
        if (key.equals("config")) {
            return environment.get(PREFIX + "CONFIG");
        }
        if (NOT_SETTINGS.contains(key)) {
            return null;
        }
        try {
            return fromEnvironment(command.name(), key)
                    .or(() -> file(command).flatMap(file -> file.value(command.name(), key)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> fromEnvironment(String command, String key) {
        String option = key.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(PREFIX + command.toUpperCase(Locale.ROOT) + "_" + option))
                .or(() -> Optional.ofNullable(environment.get(PREFIX + option)));
    }

    private Optional<SettingsFile> file(CommandSpec command) {
        @Nullable Path given = command.findOption(ConfigOption.NAME).getValue();
        String named = environment.get(PREFIX + "CONFIG");
        Path file = given != null ? given : named == null ? null : Path.of(named);
        return file == null
                ? Optional.empty()
                : Optional.of(files.computeIfAbsent(file, f -> SettingsFile.read(f, keysByCommand(program.get()))));
    }

    /** The keys of each command that takes settings. */
    public static Map<String, Set<String>> keysByCommand(CommandSpec root) {
        Map<String, Set<String>> keys = new TreeMap<>();
        root.subcommands().values().forEach(sub -> {
            CommandSpec command = sub.getCommandSpec();
            if (command.findOption(ConfigOption.NAME) != null) {
                Set<String> own = new LinkedHashSet<>();
                command.args().forEach(argument -> own.add(key(argument)));
                own.removeAll(NOT_SETTINGS);
                keys.put(command.name(), own);
            }
        });
        return keys;
    }

    private static String key(ArgSpec argument) {
        String name = argument instanceof OptionSpec option
                ? option.longestName().replaceFirst("^-+", "")
                : argument.paramLabel().replaceAll("[<>]", "");
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
