package org.cordscope.cli.service;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.inference.ScanCoder;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.service.CodingService;
import org.cordscope.service.JobCoding;
import org.cordscope.service.ServiceLimits;
import org.cordscope.service.telemetry.AuditLog;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.service.telemetry.ServiceMetrics;
import org.cordscope.web.api.ApiServer;
import org.cordscope.web.api.ApiSettings;
import org.cordscope.web.api.ApiToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model behind an HTTP API, until it is stopped. */
@Command(
        name = "api",
        mixinStandardHelpOptions = true,
        description = {
            "Codes studies that are sent to its HTTP API, which describes itself at /openapi.json. See docs/operation.md.",
            "Whoever sends needs the token in DIR/token, which is made on the first start."
        },
        subcommands = ApiAudit.class)
public final class ApiCommand implements Callable<Integer> {
    private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());
    private static final Duration PATIENCE = Duration.ofSeconds(6); // of some 20 s that a stop may take

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen at (${DEFAULT-VALUE}, this machine only); others need a proxy with TLS")
    private String address = "";

    @Option(names = "--port", defaultValue = "8766", description = "Port; 0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--token", paramLabel = "FILE", description = "The token (mode 0600) instead of DIR/token")
    private @Nullable Path token;

    @Mixin
    private ApiLimitOptions limits = new ApiLimitOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path state = options.state("api");
        ServiceLimits most = limits.limits();
        try (OpenModel coder = options.open()) {
            serve(state, most, coding(coder), options.log("api"));
        }
        return 0;
    }

    private JobCoding coding(OpenModel coder) throws IOException {
        Algorithm algorithm = coder.algorithm();
        return new JobCoding(
                new ScanCoder(coder::judges, options.coding().rules()),
                new ScanResults(algorithm, options.pictures(coder)),
                algorithm,
                options.settings(coder),
                CLOCK);
    }

    private void serve(Path folder, ServiceLimits most, JobCoding coding, EventLog events)
            throws IOException, InterruptedException {
        ServiceMetrics metrics = new ServiceMetrics();
        CodingService service = CodingService.start(folder, coding, most, metrics, events, CLOCK);
        try (AuditLog audit = AuditLog.open(ApiAudit.file(folder), CLOCK)) {
            ApiToken secret = ApiToken.of(token == null ? folder.resolve("token") : token);
            audit.write(
                    "start", "operator", Map.of("pid", ProcessHandle.current().pid()));
            try (ApiServer api =
                    ApiServer.start(service, new ApiSettings(address, port), secret, metrics, audit, events)) {
                System.out.println("API at " + api.url() + ", described at " + api.url() + "/openapi.json");
                System.out.flush();
                if (!InetAddress.getByName(address).isLoopbackAddress()) {
                    events.warning(
                            "listening beyond this machine without TLS: put a proxy with TLS before it", Map.of());
                }
                events.info("started " + options.origin(), Map.of("port", api.port()));
                new CountDownLatch(1).await();
            } finally {
                audit.write("stop", "operator", Map.of());
            }
        } finally {
            service.close(PATIENCE);
            events.info("stopped");
        }
    }
}
