package org.cordscope.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordscope.cli.settings.ConfigOption;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.ScanCoder;
import org.cordscope.learning.Precision;
import org.cordscope.learning.trust.DecisionThreshold;
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
final class ApiCommand implements Callable<Integer> {
    private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());
    private static final Duration PATIENCE = Duration.ofSeconds(6); // of some 20 s that a stop may take

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--model", paramLabel = "FILE", description = "A trained model instead of the one that ships")
    private @Nullable Path model;

    @Option(names = "--state", paramLabel = "DIR", description = "Where jobs are kept; made where it is missing")
    private @Nullable Path state;

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

    @Mixin
    private ThresholdOption threshold = new ThresholdOption();

    @Option(names = "--precision", description = "float32 or bfloat16; the faster one of this machine by default")
    private @Nullable Precision precision;

    @Option(names = "--no-maps", description = "Leave the slices of the montage without maps")
    private boolean noMaps;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules for choosing the series (YAML)")
    private @Nullable Path rulesFile;

    @Option(names = "--allow-t2star", description = "Also code axial T2*-weighted series")
    private boolean allowT2star;

    @Mixin
    private LogOption log = new LogOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (state == null) {
            throw new IllegalArgumentException("api needs --state DIR");
        }
        OpenModel.mustExist(OpenModel.files(model));
        Inputs.mustBecomeFolder(state);
        ServiceLimits most = limits.limits();
        try (OpenModel coder = OpenModel.of(OpenModel.files(model), precision, threshold.given(), false)) {
            serve(state, most, coding(coder), log.open("api"));
        }
        return 0;
    }

    private JobCoding coding(OpenModel coder) throws IOException {
        SeriesRules shipped = rulesFile == null ? SeriesRules.defaults() : SeriesRules.load(rulesFile);
        SeriesRules rules = allowT2star ? shipped.withAllowT2star(true) : shipped;
        DecisionThreshold from = coder.threshold();
        Algorithm algorithm = coder.algorithm();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("threshold", from.value());
        settings.put("threshold_chosen", from.chosen());
        settings.put("precision", coder.precision().name().toLowerCase(Locale.ROOT));
        settings.put("maps", !noMaps && coder.hasMaps());
        settings.put("rules", rulesFile == null ? "shipped" : Objects.toString(rulesFile.getFileName()));
        settings.put("allow_t2star", allowT2star);
        return new JobCoding(
                new ScanCoder(coder::judges, rules),
                new ScanResults(algorithm, coder.pictures(!noMaps)),
                algorithm,
                settings,
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
                events.info("started " + config.words(), Map.of("port", api.port()));
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
