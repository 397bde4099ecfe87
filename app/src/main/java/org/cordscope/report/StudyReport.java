package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.cohort.Characteristics;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.SeriesList;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.labelling.RaterCalls;
import org.cordscope.labelling.RaterPair;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.TrainingLog;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.AgreementFigure;
import org.cordscope.report.figure.ArchitectureFigure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.methods.Checklists;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.report.table.AgreementTables;
import org.cordscope.report.table.BaselineTable;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;

/** Puts together what a study, one of its runs and the run's holdout predictions have to say. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * @param run folder of the training run, with its {@code predictions.csv}
     * @param recipe the run's recipe
     * @param modelSha256 hash of the run's best model
     * @param card its model card, Markdown; empty where it has none
     * @param margin of non-inferiority against the raters
     */
    public static ReportContent of(
            StudyFolder study,
            Path run,
            Recipe recipe,
            String modelSha256,
            String card,
            double threshold,
            long seed,
            double margin)
            throws IOException {
        Cohort cohort = Cohort.load(study);
        Flow flow = Flow.of(study);
        Predictions predictions = PredictionsFile.read(run.resolve("predictions.csv"), Map.of());
        Path validation = run.resolve("validation-predictions.csv");
        FullEvaluation evaluation = FullEvaluation.of(
                predictions,
                Files.exists(validation) ? PredictionsFile.read(validation, Map.of()) : null,
                threshold,
                seed,
                margin);
        List<Epoch> epochs = TrainingLog.read(run);
        ReportContent.Builder content = ReportContent.titled(study.settings().name(), subtitle(recipe))
                .withVersions(List.of(new Fact("Cordscope", CordscopeVersion.current())))
                .withCounts(counts(flow))
                .withFlow(StudyFlow.diagram(flow))
                .withSeries(SeriesTable.of(SeriesList.of(study)))
                .withCohort(parts(flow), BaselineTable.of(Characteristics.of(study)))
                .withTraining(Tables.training(run.getFileName().toString(), epochs), epochs)
                .withArchitecture(ArchitectureFigure.of(
                        recipe.network(), recipe.preprocessing().size()))
                .withEvaluation(evaluation)
                .withGallery(new Gallery(cohort.in(Part.HOLDOUT), recipe.preprocessing(), threshold)
                        .of(predictions.slices()))
                .withCard(card)
                .withProvenance(provenance(cohort, recipe, modelSha256));
        Map<String, RaterAgreement> pairs = new LinkedHashMap<>();
        RaterPair.all(study).forEach(p -> pairs.put(p.raterA() + " and " + p.raterB(), p.agreement()));
        MultiRaterAgreement all = pairs.isEmpty() ? null : RaterCalls.of(study).agreement();
        StudyMethods methods =
                new StudyMethods(study.settings(), flow, recipe, epochs, evaluation, all, CordscopeVersion.current());
        content.withMethods(methods.paragraphs(), Checklists.of(methods.answers()));
        if (all != null) {
            Table first = pairs.size() == 1
                    ? Tables.agreement(pairs.values().iterator().next())
                    : AgreementTables.pairs(pairs);
            content.withAgreement(List.of(first, AgreementTables.raters(all)), List.of(AgreementFigure.of(pairs, all)));
        }
        return content.build();
    }

    private static String subtitle(Recipe recipe) {
        return String.format(
                Locale.ROOT,
                "Cervical spinal cord compression, slice by slice: %s at %d x %d pixels",
                recipe.network().trunk(),
                recipe.preprocessing().size(),
                recipe.preprocessing().size());
    }

    private static List<Fact> counts(Flow flow) {
        long compressed = flow.parts().values().stream()
                .mapToLong(Flow.PartCount::compressed)
                .sum();
        return List.of(
                new Fact("Patients", Numbers.count(flow.subjects())),
                new Fact("Scans", Numbers.count(flow.scans())),
                new Fact("Slices", Numbers.count(flow.slices())),
                new Fact("Labelled", Numbers.count(flow.labelled())),
                new Fact("Compressed", Numbers.count(compressed)));
    }

    private static Table parts(Flow flow) {
        List<List<String>> rows = new ArrayList<>();
        flow.parts()
                .forEach((part, count) -> rows.add(List.of(
                        StudyFlow.name(part),
                        Numbers.count(count.subjects()),
                        Numbers.count(count.scans()),
                        Numbers.count(count.labelledSlices()),
                        Numbers.count(count.compressed()),
                        Numbers.percent((double) count.compressed() / Math.max(1, count.labelledSlices())))));
        return new Table(
                flow.parts().values().stream()
                                        .mapToLong(Flow.PartCount::subjects)
                                        .sum()
                                > flow.subjects()
                        ? "The cohort by part; training and validation share patients, so that validation leaks"
                        : "The cohort by part; every patient is in exactly one",
                List.of("Part", "Patients", "Scans", "Labelled slices", "Compressed", "Share"),
                rows);
    }

    private static List<Fact> provenance(Cohort cohort, Recipe recipe, String modelSha256) {
        return List.of(
                new Fact("Model SHA-256", modelSha256),
                new Fact("Cohort SHA-256", cohort.hash()),
                new Fact("Initial weights", initialWeights(recipe)),
                new Fact("Seed", String.valueOf(recipe.seed())),
                new Fact("Java", Runtime.version().toString()));
    }

    /** Their name, without the folders of the machine that trained, and their hash. */
    private static String initialWeights(Recipe recipe) {
        String name = recipe.initialWeights().replaceFirst(".*[/\\\\]", "");
        return recipe.initialWeightsSha256() == null ? name : name + ", SHA-256 " + recipe.initialWeightsSha256();
    }
}
