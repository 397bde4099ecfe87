package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** What one command printed, and its exit code. */
record Console(int exit, String out, String err) {

    /** Runs a command in this process; what it prints to the standard streams is caught, and the streams are put back. */
    static Console run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        int exit;
        try (PrintStream caughtOut = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream caughtErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setOut(caughtOut);
            System.setErr(caughtErr);
            CommandLine command = Main.commandLine(); // takes the streams as they are now
            exit = command.execute(words);
            command.getOut().flush();
            command.getErr().flush();
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
        return new Console(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that must succeed. */
    static Console done(Object... arguments) {
        Console console = run(arguments);
        assertEquals(0, console.exit(), () -> List.of(arguments) + ": " + console.err());
        return console;
    }

    JsonNode json() throws IOException {
        return new JsonMapper().readTree(out);
    }

    /** The one sentence that says what went wrong, without the program's name. */
    String problem() {
        return err.lines()
                .filter(line -> line.startsWith("cordscope: "))
                .map(line -> line.substring("cordscope: ".length()))
                .reduce((first, second) -> {
                    throw new AssertionError("two problems: " + err);
                })
                .orElse("");
    }
}
