package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units of systemd before systemd itself. */
@Tag("interop")
final class DeploymentInteropTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final double MOST_EXPOSED = 3;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"watch", "api"})
    void systemd_finds_no_fault_in_a_unit_and_little_that_it_could_reach(String command) throws Exception {
        String name = "cordscope-" + command + ".service";
        String text = Files.readString(ROOT.resolve("deploy").resolve(name))
                .replace("/opt/cordscope", ROOT.toString())
                .replaceAll("(?m)^(User|Group)=.*\\n", ""); // there is no such user here
        Path unit = Files.writeString(folder.resolve(name), text);
        assertEquals("", run("systemd-analyze", "verify", "--man=no", unit.toString()));
        String security = run("systemd-analyze", "security", "--offline=true", unit.toString());
        Matcher level =
                Pattern.compile("Overall exposure level for .*: ([0-9.]+)").matcher(security);
        assertTrue(level.find(), security);
        assertTrue(Double.parseDouble(level.group(1)) < MOST_EXPOSED, security);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip();
    }
}
