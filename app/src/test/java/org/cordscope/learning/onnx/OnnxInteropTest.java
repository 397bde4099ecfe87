package org.cordscope.learning.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exported files before ONNX's own checker, shape inference included (Debian's python3-onnx). ONNX Runtime is no Debian
 * package: scripts/compare_onnx.py compares its numbers by hand.
 */
@Tag("interop")
final class OnnxInteropTest {
    private static final String SCRIPT = """
            import onnx, sys
            model = onnx.load(sys.argv[1])
            onnx.checker.check_model(model, full_check=True)
            print(len(model.graph.node), {p.key: p.value for p in model.metadata_props}["format"])
            """;

    @Test
    void the_checker_of_onnx_accepts_the_file(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("model.onnx");
        OnnxModel.write(MadeModel.of("resnet50", 64), file);
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", SCRIPT, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        int operators = 1 + 3 + 1 + 16 * (3 * 3 + 1) + 4 * 2 + 2 + 2 * 2 + 1 + 3;
        assertEquals(operators + " cordscope-model 2", said.strip());
    }
}
