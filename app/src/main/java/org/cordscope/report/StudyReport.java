package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cordscope.cohort.Characteristics;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.SeriesList;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.labelling.RaterCalls;
import org.cordscope.labelling.RaterPair;
import org.cordscope.labelling.RepeatedScans;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.TrainingLog;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.AgreementFigure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.methods.Checklists;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.report.table.AgreementTables;
import org.cordscope.report.table.BaselineTable;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;
import org.cordscope.study.Compression;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Puts together what a study, one of its runs and the run's holdout predictions have to say. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * @param threshold from where on a slice counts as compressed, and how that was chosen
     * @param seed of the bootstrap
     * @param margin of non-inferiority against the raters
     * @param mapper the run's model, for maps beside example slices; null for slices alone
     */
    public static ReportContent of(
            StudyFolder study,
            ReportedRun run,
            DecisionThreshold threshold,
            long seed,
            double margin,
            @Nullable ActivationMapper mapper)
            throws IOException {
        Cohort cohort = Cohort.load(study);
        Flow flow = Flow.of(study);
        ReportedModel model = run.model();
        Predictions predictions = PredictionsFile.read(run.folder().resolve("predictions.csv"), Map.of());
        refuseOutdated(cohort, predictions, run);
        Path validation = run.folder().resolve("validation-predictions.csv");
        FullEvaluation evaluation = FullEvaluation.of(
                predictions,
                Files.exists(validation) ? PredictionsFile.read(validation, Map.of()) : null,
                threshold.value(),
                seed,
                margin);
        List<Epoch> epochs = TrainingLog.read(run.folder());
        ReportContent.Builder content = ReportContent.titled(
                        study.settings().name(),
                        "Cervical spinal cord compression, slice by slice: " + model.subtitle())
                .withVersions(List.of(new Fact("Cordscope", CordscopeVersion.current())))
                .withCounts(counts(flow))
                .withFlow(StudyFlow.diagram(flow))
                .withSeries(SeriesTable.of(SeriesList.of(study)))
                .withCohort(BaselineTable.of(Characteristics.of(study)), parts(flow))
                .withTraining(run.training(epochs), model.isTrainedInEpochs() ? epochs : List.of())
                .withArchitecture(model.architecture())
                .withEvaluation(evaluation)
                .withGallery(new Gallery(cohort.in(Part.HOLDOUT), model.pictures(), threshold.value(), mapper)
                        .of(predictions.slices()))
                .withCard(run.card())
                .withProvenance(provenance(cohort, run));
        List<RaterPair> twos = RaterPair.all(study);
        Map<String, RaterAgreement> pairs = new LinkedHashMap<>();
        twos.forEach(p -> pairs.put(p.raterA() + " and " + p.raterB(), p.agreement()));
        MultiRaterAgreement all = pairs.isEmpty() ? null : RaterCalls.of(study).agreement();
        List<IntraRater> repeated = RepeatedScans.agreement(study);
        List<Table> agreement = agreement(twos, pairs, all, repeated);
        if (twos.size() == 1) {
            byPart(twos.get(0), cohort).ifPresent(agreement::add);
        }
        content.withAgreement(agreement, all == null ? List.of() : List.of(AgreementFigure.of(pairs, all)));
        Answers answers = new Answers();
        StudyMethods.tell(study, flow, all, repeated, answers);
        ModelMethods.tell(run, epochs, evaluation, threshold, answers);
        return content.withMethods(paragraphs(answers), Checklists.of(answers.all()))
                .build();
    }

    /** Predictions keep the labels that they were held against: a report of others would mix two states of a study. */
    private static void refuseOutdated(Cohort cohort, Predictions predictions, ReportedRun run) {
        Map<String, Boolean> today = new HashMap<>();
        cohort.in(Part.HOLDOUT).forEach(s -> today.put(s.key().id(), s.label() == Compression.COMPRESSED));
        Map<String, Boolean> evaluated = new HashMap<>();
        predictions.slices().forEach(slice -> evaluated.put(slice.sliceId(), slice.compressed()));
        if (!today.equals(evaluated)) {
            throw new UserFacingException(
                    "Labels, split or images of the holdout have changed since the run was evaluated",
                    "Run first: cordscope evaluate --run " + run.folder().getFileName());
        }
    }

    /** Paragraphs that a paper can take over, in the order of a methods section. */
    private static List<String> paragraphs(Answers known) {
        return List.of(
                known.paragraph("data", "centres", "selection", "deidentification", "preprocessing"),
                known.paragraph("reference", "raters", "blinding", "agreement", "intra", "split", "disjoint"),
                known.paragraph("model", "initialisation", "imbalance", "training", "final_model"),
                known.paragraph("prediction", "threshold", "metrics", "uncertainty", "subgroups", "readers"),
                known.paragraph("software"));
    }

    /** The raters with each other and, where scans came to them twice, each with itself. */
    private static List<Table> agreement(
            List<RaterPair> twos,
            Map<String, RaterAgreement> pairs,
            @Nullable MultiRaterAgreement all,
            List<IntraRater> repeated) {
        List<Table> tables = new ArrayList<>();
        if (all != null) {
            tables.add(
                    pairs.size() == 1
                            ? Tables.agreement(
                                    twos.get(0).agreement(),
                                    twos.get(0).raterA(),
                                    twos.get(0).raterB())
                            : AgreementTables.pairs(pairs));
            tables.add(AgreementTables.raters(all));
        }
        if (!repeated.isEmpty()) {
            tables.add(AgreementTables.intra(repeated));
        }
        return tables;
    }

    /** The paper's Table 2; empty where the two have not read slices of both sides of the split. */
    private static Optional<Table> byPart(RaterPair pair, Cohort cohort) {
        Map<String, RaterAgreement> parts = new LinkedHashMap<>();
        Map<String, List<Part>> sides = new LinkedHashMap<>();
        sides.put("Training and validation", List.of(Part.TRAINING, Part.VALIDATION));
        sides.put("Holdout", List.of(Part.HOLDOUT));
        sides.forEach((name, side) -> {
            RaterPair among = pair.among(side.stream()
                    .flatMap(part -> cohort.in(part).stream())
                    .map(CohortSlice::subject)
                    .collect(Collectors.toSet()));
            if (!among.slices().isEmpty()) {
                parts.put(name, among.agreement());
            }
        });
        return parts.size() < sides.size()
                ? Optional.empty()
                : Optional.of(AgreementTables.parts(pair.raterA(), pair.raterB(), parts));
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

    private static List<Fact> provenance(Cohort cohort, ReportedRun run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Model SHA-256", run.modelSha256()));
        facts.add(new Fact("Cohort SHA-256", cohort.hash()));
        facts.addAll(run.model().origin());
        facts.add(new Fact("Tensor library", run.library()));
        facts.add(new Fact("Java", Runtime.version().toString()));
        return facts;
    }
}
