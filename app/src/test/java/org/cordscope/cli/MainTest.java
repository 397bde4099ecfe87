package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordscope.cli.coding.Predict;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
    @Test
    void the_command_that_is_called_is_made_alone() {
        assertEquals(List.of(Predict.class), Main.wanted("predict", "x", "--out", "y"));
        assertEquals(
                Set.of("predict"),
                Main.commandLine(Main.wanted("predict")).getSubcommands().keySet());
    }

    @Test
    void all_commands_are_there_where_none_is_called_first() {
        Set<String> all = Main.commandLine().getSubcommands().keySet();
        assertTrue(all.containsAll(List.of("demo", "predict", "watch", "help")), all.toString());
        for (List<String> words :
                List.of(List.<String>of(), List.of("--version"), List.of("help"), List.of("predikt"))) {
            CommandLine line = Main.commandLine(Main.wanted(words.toArray(String[]::new)));
            assertEquals(all, line.getSubcommands().keySet(), words.toString());
        }
    }

    @Test
    void every_command_is_found_by_its_own_name() {
        for (Map.Entry<String, CommandLine> command :
                Main.commandLine().getSubcommands().entrySet()) {
            if (!command.getKey().equals("help")) {
                Class<?> made = command.getValue().getCommand().getClass();
                assertEquals(List.of(made), Main.wanted(command.getKey()));
            }
        }
    }
}
