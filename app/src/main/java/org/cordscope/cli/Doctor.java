package org.cordscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Json;
import org.cordscope.learning.torch.TorchRuntime;
import org.cordscope.provenance.CordscopeVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine can do, and what would slow it down. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Shows what this machine can do. Exit 1 if something is missing.")
final class Doctor implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("cordscope", CordscopeVersion.current());
        findings.put("java", Runtime.version().toString());
        findings.put("processors", Runtime.getRuntime().availableProcessors());
        findings.put("java_memory_mib", Runtime.getRuntime().maxMemory() >> 20);
        findings.put("free_disk_gib", Files.getFileStore(Path.of(".")).getUsableSpace() >> 30);
        findings.put(
                "allocator_keeps_pages",
                System.getenv("MALLOC_TRIM_THRESHOLD_") != null ? "yes" : "no: start with ./cordscope");
        boolean works = true;
        try {
            findings.putAll(TorchRuntime.describe());
        } catch (LinkageError e) {
            works = false;
            findings.put("tensor_library", "cannot be loaded: " + e.getMessage());
        }
        Json.print(findings, json);
        return works ? 0 : 1;
    }
}
