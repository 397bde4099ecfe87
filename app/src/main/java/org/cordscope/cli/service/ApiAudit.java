package org.cordscope.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.service.telemetry.AuditLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the record of who did what is whole. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Recomputes the hash chain of DIR/audit.jsonl, which says who sent, read, cancelled and deleted jobs.")
final class ApiAudit implements Callable<Integer> {
    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that api was given")
    private Path state = Path.of("");

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    static Path file(Path state) {
        return state.resolve("audit.jsonl");
    }

    @Override
    public Integer call() throws IOException {
        Inputs.mustExist(file(state), "Give the folder that api was given as --state.");
        AuditLog.Verified verified = AuditLog.verify(file(state));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("lines", verified.lines());
        result.put("last_sha256", verified.lastSha256());
        Json.print(result, json);
        return 0;
    }
}
