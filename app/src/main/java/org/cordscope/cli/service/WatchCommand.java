package org.cordscope.cli.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.ScanCoder;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.ArchiveHttp;
import org.cordscope.pacs.dicomweb.Credentials;
import org.cordscope.pacs.dicomweb.DicomWeb;
import org.cordscope.pacs.dicomweb.Retries;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.ScanResults;
import org.cordscope.pacs.result.SliceMaps;
import org.cordscope.pacs.watch.Destination;
import org.cordscope.pacs.watch.Feed;
import org.cordscope.pacs.watch.Ledger;
import org.cordscope.pacs.watch.OrthancFeed;
import org.cordscope.pacs.watch.SearchFeed;
import org.cordscope.pacs.watch.StateFolder;
import org.cordscope.pacs.watch.StudyCoding;
import org.cordscope.pacs.watch.Watch;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model behind an archive. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Follows an archive, codes the cervical MRI that arrives and returns the results. See docs/archive.md.",
            "URL is the REST API of an Orthanc with its DICOMweb plugin, as http://host:8042, or with --search the DICOMweb"
                    + " root of any archive. What became of each study: cordscope watch ledger --state DIR"
        },
        subcommands = WatchLedger.class)
public final class WatchCommand implements Callable<Integer> {
    private static final int STEP_ATTEMPTS = 12;
    private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());

    @Parameters(paramLabel = "URL", arity = "0..1", description = "Address of the archive")
    private @Nullable URI url;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Option(names = "--once", description = "Do what there is to do, and end: for cron")
    private boolean once;

    @Option(
            names = "--search",
            description = "The archive is no Orthanc: search it (QIDO-RS) for MR studies of the last days")
    private boolean search;

    @Option(
            names = "--days",
            defaultValue = "2",
            description = "With --search: how many days back a study's date may lie (${DEFAULT-VALUE})")
    private int days;

    @Option(
            names = "--settled",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "With --search: for how long a study must not have grown (${DEFAULT-VALUE})")
    private int settledSeconds;

    @Option(
            names = "--from-now",
            description = "On the first run, leave alone what an Orthanc has already; by default all of it is coded")
    private boolean fromNow;

    @Option(names = "--retry-given-up", description = "Try again what was given up")
    private boolean retryGivenUp;

    @Option(
            names = "--dicomweb",
            paramLabel = "PATH",
            defaultValue = "/dicom-web",
            description = "Where below URL an Orthanc has its DICOMweb services (${DEFAULT-VALUE})")
    private String dicomWebPath = "";

    @Option(
            names = "--credentials",
            paramLabel = "SOURCE",
            description = "env:NAME or file:PATH, which holds user:password or Bearer TOKEN")
    private @Nullable String credentials;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust instead of those that Java knows")
    private @Nullable Path trust;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the archive may be silent (${DEFAULT-VALUE})")
    private int patienceSeconds;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Pause between two looks at the archive (${DEFAULT-VALUE})")
    private int everySeconds;

    @Option(
            names = "--largest-series",
            paramLabel = "MB",
            defaultValue = "4096",
            description = "A larger series is not fetched (${DEFAULT-VALUE})")
    private int largestMegabytes;

    @Option(
            names = "--parametric-map",
            description = "Also return the maps of positive slices as numbers (DICOM Parametric Map)")
    private boolean parametricMap;

    @Mixin
    private Hl7Options hl7 = new Hl7Options();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (url == null) {
            throw new IllegalArgumentException("watch needs the URL of an archive");
        }
        Path state = options.state("watch");
        for (int seconds : new int[] {days, settledSeconds, patienceSeconds, everySeconds, largestMegabytes}) {
            Inputs.mustBePositive("--days, --settled, --patience, --every and --largest-series each", seconds);
        }
        if (options.withoutMaps() && parametricMap) {
            throw new IllegalArgumentException("--parametric-map needs the maps that --no-maps leaves out");
        }
        try (StateFolder folder = StateFolder.open(state);
                Ledger ledger = folder.openLedger(CLOCK);
                OpenModel coder = options.open()) {
            watch(url, folder, ledger, coder);
        }
        return 0;
    }

    private void watch(URI root, StateFolder folder, Ledger ledger, OpenModel coder)
            throws IOException, InterruptedException {
        ArchiveHttp http = http(root);
        DicomWeb web = new DicomWeb(search ? http : http.below(dicomWebPath), (long) largestMegabytes << 20);
        SeriesRules rules = options.coding().rules();
        Algorithm algorithm = coder.algorithm();
        SliceMaps maps = parametricMap ? coder.maps() : null;
        if (parametricMap && maps == null) {
            throw new UserFacingException(
                    "This model has no maps: it sees neighbouring slices.", "Leave out --parametric-map.");
        }
        StudyCoding coding = new StudyCoding(
                web,
                rules,
                new ScanCoder(coder::judges, rules),
                new ScanResults(algorithm, options.pictures(coder), maps),
                CLOCK,
                hl7.parties());
        Feed feed = feed(http, web, ledger);
        EventLog events = options.log("watch");
        List<Destination> besides = hl7.destinations(Duration.ofSeconds(patienceSeconds));
        Watch watch = new Watch(feed, ledger, folder, coding, algorithm.id(), stepRetries(), events::info, besides);
        events.info("started " + options.origin());
        if (retryGivenUp) {
            events.info(ledger.retryGivenUp(algorithm.id()) + " studies that were given up are tried again");
        }
        try {
            if (once) {
                watch.once();
            } else {
                watch.forever(Duration.ofSeconds(everySeconds));
            }
        } catch (ArchiveException e) {
            throw new UserFacingException(
                    "The watch ended early: " + e.getMessage(),
                    "Check the address, the archive and, with https, --trust; run it again: what is left to do stays in the"
                            + " ledger.",
                    e);
        }
    }

    private ArchiveHttp http(URI root) throws IOException {
        Credentials known = credentials == null ? Credentials.none() : Credentials.from(credentials, System.getenv());
        Retries retries = Retries.usual(new Random());
        return new ArchiveHttp(root, known, trust, Duration.ofSeconds(patienceSeconds), retries);
    }

    private Feed feed(ArchiveHttp http, DicomWeb web, Ledger ledger) throws IOException, InterruptedException {
        if (search) {
            return new SearchFeed(web, ledger, CLOCK, days, Duration.ofSeconds(settledSeconds));
        }
        OrthancFeed orthanc = new OrthancFeed(http);
        if (fromNow) {
            ledger.beginAt(orthanc.name(), orthanc.end());
        }
        return orthanc;
    }

    /** Some two hours from the first failure to the last. */
    private static Retries stepRetries() {
        return new Retries(
                STEP_ATTEMPTS,
                Duration.ofSeconds(10),
                Duration.ofMinutes(30),
                new Random(),
                time -> Thread.sleep(time.toMillis()));
    }
}
