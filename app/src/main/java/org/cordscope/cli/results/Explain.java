package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.explanation.Explaining;
import org.cordscope.inference.explanation.Explanation;
import org.cordscope.inference.explanation.MaskFolder;
import org.cordscope.inference.explanation.OtherModel;
import org.cordscope.inference.explanation.SliceToExplain;
import org.cordscope.inference.explanation.SlicesToExplain;
import org.cordscope.inference.explanation.Verdict;
import org.cordscope.learning.Channels;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.learning.torch.TorchMapper;
import org.cordscope.provenance.RunRecord;
import org.cordscope.report.ExplanationFiles;
import org.cordscope.report.OverlayFolder;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Activation maps of a model, put to their sanity checks. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows where a model looks, on the holdout of a study or on any images, and whether the methods can be trusted.",
            "Each slice costs one map per method from the model, from each other model and from eleven networks with layers"
                    + " drawn anew: 12 passes through the network for the three usual methods, 400 for integrated gradients,"
                    + " 1000 for occlusion. --limit draws fewer slices."
        })
public final class Explain implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--run", description = "Run of the study to explain; the newest by default")
    private @Nullable String run;

    @Option(
            names = "--part",
            defaultValue = "holdout",
            description = "Part of the study: training, validation or holdout (${DEFAULT-VALUE})")
    private Part part = Part.HOLDOUT;

    @Option(names = "--model", paramLabel = "FILE", description = "A trained model, with --images; needs no study")
    private @Nullable Path model;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            arity = "1..*",
            description = "DICOM files, folders or ZIP archives, with --model")
    private List<Path> images = List.of();

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description =
                    "keras-vis (Grad-CAM as the paper's), grad-cam, grad-cam++ (these by default), integrated-gradients,"
                            + " occlusion, or all")
    private List<String> methods = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Slices at most, drawn at random; all by default")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--other",
            paramLabel = "FILE",
            description = "Another trained model, or several: another seed for repeatability, another architecture for"
                    + " reproducibility")
    private List<Path> others = List.of();

    @Option(names = "--permuted", paramLabel = "FILE", description = "A model of `train --permuted-labels`")
    private @Nullable Path permuted;

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "PATIENT_dseg.nii.gz by original Patient ID, as the phantom writes them: localisation")
    private @Nullable Path masks;

    @Option(
            names = "--mask-label",
            defaultValue = "1",
            description = "Label of the structure in the masks: 1 is the cord (${DEFAULT-VALUE})")
    private int maskLabel;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go; the study's reports folder by default")
    private @Nullable Path out;

    @Option(
            names = "--threshold",
            defaultValue = "0.5",
            description = "Probability from which a slice counts as compressed (${DEFAULT-VALUE})")
    private double threshold;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of all randomness (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    /** What is explained, and where it goes. */
    private record Task(
            String title, Path model, SlicesToExplain slices, UnaryOperator<String> patientOf, Path folder) {}

    @Override
    public Integer call() throws IOException {
        Inputs.mustBePositive("--limit", limit);
        checkPaths();
        Instant started = Instant.now();
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            Task task = model == null ? ofStudy() : ofImages(model, progress);
            Explanation explanation = explain(task, started, progress);
            progress.finish();
            print(explanation, task.folder());
        }
        return 0;
    }

    private void checkPaths() {
        if ((model == null) != images.isEmpty()) {
            throw new IllegalArgumentException("--model and --images go together; without them --study is explained");
        }
        if (model != null) {
            Inputs.mustExist(model, "Give a trained model with --model.");
            if (out == null) {
                throw new UserFacingException("There is no folder for the results", "Name one with --out DIR.");
            }
        }
        images.forEach(path -> Inputs.mustExist(path, "Check the path."));
        others.forEach(path -> Inputs.mustExist(path, "Give a trained model with --other."));
        if (permuted != null) {
            Inputs.mustExist(permuted, "Give a model that was trained on permuted labels with --permuted.");
        }
        if (masks != null) {
            Inputs.mustExist(masks, "Give the phantom's masks folder with --masks.");
        }
        if (out != null) {
            Inputs.mustBecomeFolder(out);
        }
    }

    private Task ofStudy() throws IOException {
        StudyFolder folder = study.open();
        Path runFolder = RunName.find(folder, run);
        List<SliceToExplain> slices = RunSplit.slices(folder, runFolder, part).stream()
                .map(SliceToExplain::of)
                .toList();
        UnaryOperator<String> patientOf =
                masks == null ? UnaryOperator.identity() : folder.deidentifier().pseudonyms()::subject;
        Path results = out != null
                ? out
                : folder.reports().resolve(runFolder.getFileName()).resolve("explain");
        return new Task(
                folder.settings().name() + ": " + runFolder.getFileName(),
                RunName.bestModel(runFolder),
                SlicesToExplain.of(slices),
                patientOf,
                results);
    }

    private Task ofImages(Path file, ConsoleProgress progress) throws IOException {
        SlicesToExplain found = SlicesToExplain.find(images, SeriesRules.defaults(), progress);
        if (found.slices().isEmpty()) {
            throw new UserFacingException(
                    "There is no slice to explain in " + images.get(0),
                    "Run cordscope predict on it: rejected.csv has each file's reason.");
        }
        Path folder = out == null ? Path.of(".") : out;
        return new Task("Model " + file.getFileName(), file, found, UnaryOperator.identity(), folder);
    }

    private Explanation explain(Task task, Instant started, ConsoleProgress progress) throws IOException {
        List<ActivationMapper> opened = new ArrayList<>();
        try {
            ActivationMapper mapper = open(task.model(), opened);
            List<OtherModel> compared = new ArrayList<>();
            for (int i = 0; i < others.size(); i++) {
                compared.add(OtherModel.trained(mapper, open(others.get(i), opened), "other model " + (i + 1)));
            }
            if (permuted != null) {
                compared.add(OtherModel.permuted(open(permuted, opened)));
            }
            Explaining explaining = new Explaining(
                    mapper,
                    masks == null ? null : MaskFolder.open(masks, task.patientOf(), maskLabel),
                    new Explaining.Settings(chosen(), threshold, seed));
            Files.createDirectories(task.folder());
            Explanation explanation = explaining.explain(
                    task.slices().limited(limit, seed),
                    compared,
                    OverlayFolder.empty(task.folder(), mapper.recipe().preprocessing()),
                    progress);
            RunRecord record =
                    RunRecord.start("explain", started, seed, settings()).withInput("model", mapper.sha256());
            List<Fact> facts = new ArrayList<>(List.of(new Fact("Model SHA-256", mapper.sha256())));
            for (int i = 0; i < compared.size(); i++) {
                OtherModel other = compared.get(i);
                record = record.withInput(other.name(), other.mapper().sha256());
                facts.add(new Fact(
                        other.check().title() + ", " + other.name(),
                        other.mapper().sha256()));
            }
            if (mapper.recipe().network().channels() == Channels.NEIGHBOURS) {
                facts.add(
                        new Fact(
                                "Network sees",
                                "each slice between its neighbours; a map adds up what all three show, over the one in the middle"));
            }
            facts.add(new Fact("Seed", String.valueOf(seed)));
            ExplanationFiles.write(
                    explanation, task.title(), facts, seed, Json.text(record.toMap()) + "\n", task.folder());
            return explanation;
        } finally {
            opened.forEach(ActivationMapper::close);
        }
    }

    private ActivationMapper open(Path file, List<ActivationMapper> opened) {
        ActivationMapper mapper = TorchMapper.open(file, seed);
        opened.add(mapper);
        return mapper;
    }

    private List<MapMethod> chosen() {
        if (methods.isEmpty()) {
            return MapMethod.quick();
        }
        return methods.equals(List.of("all"))
                ? List.of(MapMethod.values())
                : methods.stream().map(MapMethod::of).distinct().toList();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(
                "methods", String.join(",", chosen().stream().map(MapMethod::id).toList()));
        settings.put("limit", limit == Integer.MAX_VALUE ? "none" : limit);
        settings.put("threshold", threshold);
        settings.put("masks", masks == null ? "none" : "label " + maskLabel);
        return settings;
    }

    private void print(Explanation explanation, Path folder) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("slices", explanation.slices().size());
        summary.put("patients", explanation.patients());
        summary.put("rejected_files", explanation.rejected().size());
        if (json) {
            Map<String, Object> verdicts = new LinkedHashMap<>();
            for (MapMethod method : explanation.methods()) {
                Map<String, Object> outcomes = new LinkedHashMap<>();
                explanation.verdicts(method).forEach(v -> outcomes.put(v.check().id(), outcome(v)));
                verdicts.put(method.id(), outcomes);
            }
            summary.put("verdicts", verdicts);
        } else {
            explanation
                    .verdicts()
                    .forEach(v -> System.out.printf(
                            "%-20s %-15s %-10s %s%n", v.method().id(), v.check().id(), outcome(v), v.reason()));
        }
        summary.put("page", folder.resolve("explain.html").toString());
        Json.print(summary, json);
    }

    private static String outcome(Verdict verdict) {
        return verdict.outcome().name().toLowerCase(Locale.ROOT);
    }
}
