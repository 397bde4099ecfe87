package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.deid.DeidentificationOptions;
import org.cordscope.deid.DeidentificationSummary;
import org.cordscope.deid.FolderDeidentification;
import org.cordscope.deid.ProfileOption;
import org.cordscope.deid.Verification;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** De-identifies without a study. */
@Command(
        name = "deid",
        mixinStandardHelpOptions = true,
        description =
                "De-identifies DICOM files, folders and ZIP archives by PS3.15 Annex E. Fails closed: what is not surely"
                        + " clean is not written.",
        subcommands = DeidCommand.Verify.class)
public final class DeidCommand implements Callable<Integer> {
    /** What becomes of dates. */
    enum Dates {
        MODIFIED,
        FULL,
        REMOVED
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "DICOM files, folders or ZIP archives")
    private List<Path> paths = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the de-identified files and rejected.csv")
    private @Nullable Path out;

    @Option(
            names = "--private",
            paramLabel = "DIR",
            description = "Folder for the key, the linking table and original identifiers (DIR-private beside --out)")
    private @Nullable Path secret;

    @Option(
            names = "--dates",
            defaultValue = "modified",
            description = "modified: moved by days that are the patient's own; full; or removed (${DEFAULT-VALUE})")
    private Dates dates = Dates.MODIFIED;

    @Option(names = "--no-patient-characteristics", negatable = false, description = "Remove age, sex, size, weight")
    private boolean withoutCharacteristics;

    @Option(names = "--no-descriptors", negatable = false, description = "Remove descriptions instead of cleaning them")
    private boolean withoutDescriptors;

    @Option(names = "--retain-device-identity", description = "Keep serial numbers and station names that are codes")
    private boolean device;

    @Option(names = "--retain-uids", description = "Keep UIDs")
    private boolean uids;

    @Option(names = "--retain-safe-private", description = "Keep private attributes known to hold only numbers")
    private boolean safePrivate;

    @Option(
            names = "--clean-graphics",
            description = "Declare graphics cleaned; overlays and curves are removed always")
    private boolean graphics;

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (paths.isEmpty() || out == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Say what to de-identify and where to: deid PATH... --out DIR, or deid verify DIR");
        }
        Path folder = out;
        Inputs.mustBecomeFolder(folder);
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            DeidentificationSummary summary =
                    FolderDeidentification.run(paths, folder, secret, options(), Clock.systemUTC(), progress);
            progress.finish();
            print(summary, folder);
            if (summary.outputs() == 0) {
                throw new UserFacingException(
                        "No file was written: " + reasons(summary),
                        folder.resolve("rejected.csv") + " has the reasons.");
            }
            return 0;
        }
    }

    private DeidentificationOptions options() {
        DeidentificationOptions options = DeidentificationOptions.basic();
        options = add(options, ProfileOption.CLEAN_DESCRIPTORS, !withoutDescriptors);
        options = add(options, ProfileOption.RETAIN_PATIENT_CHARACTERISTICS, !withoutCharacteristics);
        options = add(options, ProfileOption.RETAIN_MODIFIED_DATES, dates == Dates.MODIFIED);
        options = add(options, ProfileOption.RETAIN_FULL_DATES, dates == Dates.FULL);
        options = add(options, ProfileOption.RETAIN_DEVICE_IDENTITY, device);
        options = add(options, ProfileOption.RETAIN_UIDS, uids);
        options = add(options, ProfileOption.RETAIN_SAFE_PRIVATE, safePrivate);
        return add(options, ProfileOption.CLEAN_GRAPHICS, graphics);
    }

    private static DeidentificationOptions add(DeidentificationOptions to, ProfileOption option, boolean wanted) {
        return wanted ? to.with(option) : to;
    }

    private void print(DeidentificationSummary summary, Path folder) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("written", summary.written());
        result.put("unchanged", summary.unchanged());
        result.put("rejected", summary.rejections());
        result.put("reasons", json ? summary.rejected() : reasons(summary));
        result.put("out", folder.toString());
        Json.print(result, json);
    }

    private static String reasons(DeidentificationSummary summary) {
        StringBuilder text = new StringBuilder();
        summary.rejected()
                .forEach((reason, files) -> text.append(text.isEmpty() ? "" : "; ")
                        .append(files)
                        .append(" x ")
                        .append(reason));
        return text.isEmpty() ? "none" : text.toString();
    }

    /** Searches what was written. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Searches every byte and name in DIR, an output of deid or a study, for every original identifier.")
    static final class Verify implements Callable<Integer> {
        private static final int FINDINGS_SHOWN = 50;

        @Parameters(paramLabel = "DIR", description = "Output folder of deid, or a study folder")
        private Path folder = Path.of("");

        @Option(names = "--private", paramLabel = "DIR", description = "Private folder (DIR-private, or DIR/private)")
        private @Nullable Path secret;

        @Option(names = "--json", description = "Print JSON")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
                Verification.Result result = Verification.run(folder, secret, progress);
                progress.finish();
                print(result);
                return result.findings().isEmpty() ? 0 : 1;
            }
        }

        private void print(Verification.Result result) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("files", result.files());
            shown.put("dicom_files", result.dicomFiles());
            shown.put("identifiers", result.identifiers());
            shown.put("findings", json ? result.findings() : result.findings().size());
            if (!json) {
                result.findings().stream()
                        .limit(FINDINGS_SHOWN)
                        .forEach(finding -> System.out.println(finding.file() + ": " + finding.what()));
            }
            Json.print(shown, json);
        }
    }
}
