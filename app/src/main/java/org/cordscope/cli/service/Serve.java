package org.cordscope.cli.service;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.cli.shared.Browser;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.LogOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.pacs.watch.StateFolder;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.web.WebApp;
import org.cordscope.web.WebSettings;
import org.cordscope.web.access.TlsCertificate;
import org.cordscope.web.oidc.OidcSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The web app of a study, until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves the web app of a study on this machine: label, adjudicate, read.",
        subcommands = ServeUser.class)
public final class Serve implements Callable<Integer> {
    @Parameters(
            paramLabel = "STUDY",
            arity = "0..1",
            defaultValue = ".",
            description = "Study folder (the current one)")
    private Path study = Path.of(".");

    @Option(names = "--port", defaultValue = "8765", description = "Port; 0 for any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--no-browser", description = "Print the address and open nothing")
    private boolean withoutBrowser;

    @Option(names = "--team", description = "People sign in with accounts; make them with: cordscope serve user add")
    private boolean team;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "https address under which others reach the app, or a proxy on this machine that offers it")
    private @Nullable URI publicUrl;

    @Option(
            names = "--oidc",
            paramLabel = "FILE",
            description = "A team also signs in with the OpenID Connect provider that this YAML file names: issuer,"
                    + " client_id, roles; the client's secret is CORDSCOPE_OIDC_SECRET")
    private @Nullable Path oidc;

    @Option(
            names = "--worklist",
            paramLabel = "STATE",
            description = "Also shows what the watch with this state folder found, as a list to read from the top")
    private @Nullable Path worklist;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Reads scans that no run has scored; the model that ships by default")
    private @Nullable Path model;

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Certificate chain for TLS of its own")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key, PKCS #8 without a password")
    private @Nullable Path key;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Network address; another than this machine's own needs --team, TLS and --public-url"
                    + " (${DEFAULT-VALUE})")
    private String listen = "127.0.0.1";

    @Mixin
    private LogOption log = new LogOption();

    private @Nullable TlsCertificate tls() {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together");
        }
        if (certificate == null || key == null) {
            return null;
        }
        Inputs.mustExist(certificate, "Give a PEM file with --tls-cert.");
        Inputs.mustExist(key, "Give a PEM file with --tls-key.");
        return new TlsCertificate(certificate, key);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (worklist != null) {
            Inputs.mustExist(StateFolder.ledger(worklist), "Give the folder that watch was given as --state.");
        }
        WebSettings settings = WebSettings.defaults()
                .withPort(port)
                .withTeam(team)
                .withPublicUrl(publicUrl)
                .withCertificate(tls())
                .withListen(listen)
                .withWorklist(worklist)
                .withOidc(oidc == null ? null : OidcSettings.read(oidc));
        OpenModel.mustExist(OpenModel.files(model));
        try (StudyFolder folder = StudyFolder.open(study, Clock.systemUTC())) {
            run(folder, settings, model, log.open("serve"), !withoutBrowser);
        }
        return 0;
    }

    /**
     * Serves until the program is interrupted.
     *
     * @param model reads scans; null for the one that ships
     */
    public static void run(
            StudyFolder folder, WebSettings settings, @Nullable Path model, EventLog log, boolean openBrowser)
            throws InterruptedException {
        try (ServedModels models = new ServedModels(model);
                WebApp app = WebApp.start(folder, settings, models, log)) {
            System.out.println("Serving " + folder.settings().name() + " at " + app.url());
            System.out.println("Ctrl-C ends it.");
            System.out.flush();
            if (openBrowser) {
                Browser.open(URI.create(app.url()));
            }
            new CountDownLatch(1).await();
        }
    }
}
