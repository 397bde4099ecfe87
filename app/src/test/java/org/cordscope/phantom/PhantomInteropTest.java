package org.cordscope.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
final class PhantomInteropTest {

    @Test
    void dciodvfy_finds_no_error_in_any_file(@TempDir Path folder) throws Exception {
        PhantomRequest request =
                PhantomRequest.defaults().withPatients(4).withSeed(5).withMatrix(64);
        PhantomCohort.write(request, folder, 2, Progress.NONE);
        try (Stream<Path> paths = Files.walk(folder.resolve("dicom"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                assertEquals(List.of(), errors(path), path::toString);
            }
        }
    }

    private static List<String> errors(Path path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("dciodvfy", path.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().filter(line -> line.startsWith("Error")).toList();
    }
}
