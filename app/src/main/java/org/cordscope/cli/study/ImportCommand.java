package org.cordscope.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.ClinicalResult;
import org.cordscope.cohort.ClinicalTable;
import org.cordscope.cohort.ImportRequest;
import org.cordscope.cohort.ImportSummary;
import org.cordscope.cohort.Importing;
import org.cordscope.cohort.Screening;
import org.cordscope.cohort.SeriesOverride;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.Deidentifier;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes DICOM and the clinical table into a study. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "De-identifies and stores the axial T2-weighted series of files, folders and ZIP archives.")
public final class ImportCommand implements Callable<Integer> {
    private static final int MOST_PROBLEMS = 20;

    @Mixin
    private StudyOption study = new StudyOption();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "DICOM files, folders or ZIP archives; NIfTI (BIDS) files or folders")
    private List<Path> paths = List.of();

    @Option(
            names = "--clinical",
            paramLabel = "FILE",
            description = "Clinical table: patient_id,age,sex,weight,height,mjoa,site,region")
    private @Nullable Path clinical;

    @Option(
            names = "--screening",
            paramLabel = "FILE",
            description = "Table of everyone who was looked at: included (1 or 0) and reason. Only counts are kept")
    private @Nullable Path screening;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules for choosing the series (YAML), instead of the shipped ones")
    private @Nullable Path rules;

    @Option(
            names = "--images",
            paramLabel = "TABLE",
            description =
                    "Table of PNG and JPEG pictures, or of NIfTI volumes that are not named as in BIDS: file,patient_id and"
                            + " slice or position_mm, pixel_spacing_mm, ... You vouch that nothing in the pictures tells a name")
    private List<Path> tables = List.of();

    @Option(
            names = "--assume-spacing-mm",
            paramLabel = "MM",
            description = "Pixel spacing of pictures whose row gives none")
    private @Nullable Double assumedSpacingMm;

    @Option(
            names = "--choose",
            paramLabel = "SERIES",
            description =
                    "Use this series for its study, whatever the rules say: its name in status --series, or its Series"
                            + " Instance UID. Needs no PATH where the series was imported before")
    private List<String> chosen = List.of();

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    /** Begins to load what every import needs, on other threads, while the command line is read. */
    public static void prepare() {
        StudyFolder.prepare();
        Deidentifier.prepare();
    }

    @Override
    public Integer call() throws IOException {
        if (!hasImages() && clinical == null && screening == null) {
            throw new UserFacingException(
                    "There is nothing to import",
                    "Name DICOM folders, a clinical table with --clinical, or a table of who was looked at with --screening.");
        }
        StudyFolder folder = study.open();
        Map<String, Object> result = new LinkedHashMap<>();
        if (hasImages()) {
            importImages(folder, result);
        }
        int problems = clinical == null ? 0 : importClinical(folder, clinical, result);
        problems += screening == null ? 0 : importScreening(folder, screening, result);
        Json.print(result, json);
        return problems == 0 ? 0 : 1;
    }

    private List<SeriesOverride> overrides() {
        return chosen.stream()
                .map(series -> new SeriesOverride(series, "import --choose", ""))
                .toList();
    }

    private boolean hasImages() {
        return !paths.isEmpty() || !tables.isEmpty() || !chosen.isEmpty();
    }

    private void importImages(StudyFolder folder, Map<String, Object> result) throws IOException {
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            SeriesRules chosenBy = rules == null ? SeriesRules.defaults() : SeriesRules.load(rules);
            ImportSummary summary = Importing.run(
                    folder, new ImportRequest(paths, tables, assumedSpacingMm, overrides()), chosenBy, progress);
            progress.finish();
            result.put("scans", summary.scans());
            result.put("new_scans", summary.newScans());
            result.put("slices", summary.slices());
            result.put("excluded_series", summary.excludedSeries());
            result.put("files", summary.files());
            result.put("used_files", summary.usedFiles());
            result.put("excluded_files", summary.excludedFiles());
            result.put("unusable_files", summary.unusableFiles());
            if (summary.scans() == 0) {
                result.put(
                        "warning",
                        "the study has no scan yet: no file is used, each for a reason above. `cordscope status --series` has the"
                                + " evidence on every series.");
            }
        }
    }

    private static int importScreening(StudyFolder folder, Path table, Map<String, Object> result) throws IOException {
        Screening.Result read = Screening.load(folder, table);
        tell(table, read.problems());
        if (read.problems().isEmpty()) {
            result.put("people_assessed", read.screening().people());
            result.put("people_left_out", read.screening().leftOut());
        }
        return read.problems().size();
    }

    private static int importClinical(StudyFolder folder, Path table, Map<String, Object> result) throws IOException {
        ClinicalResult clinical = ClinicalTable.load(folder, table);
        tell(table, clinical.problems());
        result.putAll(clinical.summary());
        return clinical.problems().size();
    }

    private static void tell(Path table, List<String> problems) {
        problems.stream().limit(MOST_PROBLEMS).forEach(problem -> System.err.println(table + ": " + problem));
        if (problems.size() > MOST_PROBLEMS) {
            System.err.println(table + ": and " + (problems.size() - MOST_PROBLEMS) + " more problems like these");
        }
    }
}
