package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.coding.Int8Warning;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.run.RunSplit;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.inference.validation.Quantising;
import org.cordscope.learning.OutputLimits;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchLimits;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prepares the model of a run for eight bits. */
@Command(
        name = "quantise",
        mixinStandardHelpOptions = true,
        description = {
            "Prepares the model of a run for --precision int8, which is faster on processors with VNNI.",
            "How large each layer's outputs become is taken from the run's training slices; what eight bits then say is held"
                    + " against float32 on its validation patients."
        })
final class QuantiseCommand implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--run", description = "Run of the study; the newest by default")
    private @Nullable String run;

    @Option(
            names = "--part",
            defaultValue = "validation",
            description = "Part on which eight bits are held against float32: validation or holdout (${DEFAULT-VALUE})")
    private Part part = Part.VALIDATION;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The prepared model; model-int8.safetensors beside the run's")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (part == Part.TRAINING) {
            throw new IllegalArgumentException("--part is validation or holdout: the limits come from training slices");
        }
        StudyFolder folder = study.open();
        Path runFolder = RunName.find(folder, run);
        Path model = RunName.bestModel(runFolder);
        if (CordModel.claims(model)) {
            throw new UserFacingException(
                    "The run " + runFolder.getFileName()
                            + " fine-tuned the model that ships, which has no form in eight bits.",
                    "Name a run of `cordscope train` without --init.");
        }
        Path written = out == null ? model.resolveSibling("model-int8.safetensors") : out;
        Quantisation quantisation = quantise(
                model, RunSplit.slices(folder, runFolder, Part.TRAINING), RunSplit.slices(folder, runFolder, part));
        ModelFile.read(model).withQuantisation(quantisation).write(written);
        print(quantisation, written);
        return 0;
    }

    private static Quantisation quantise(Path model, List<CohortSlice> training, List<CohortSlice> others)
            throws IOException {
        try (ConsoleProgress progress = ConsoleProgress.onStderr();
                SliceClassifier exact = TorchClassifier.open(model, Precision.FLOAT32)) {
            Quantisation limits;
            try (OutputLimits watching = TorchLimits.open(model)) {
                limits = Quantising.limits(watching, exact.recipe(), training, progress);
            }
            try (SliceClassifier int8 = TorchClassifier.open(model, limits)) {
                Quantisation tried = limits.withCheck(Quantising.check(exact, int8, others, progress));
                progress.finish();
                return tried;
            }
        }
    }

    private void print(Quantisation quantisation, Path written) {
        Quantisation.Check check = quantisation.check();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("model", written.toString());
        shown.put("limits_chosen", quantisation.chosen());
        shown.put("limits_patients", quantisation.patients());
        if (check != null) {
            shown.put("compared_on", part.name().toLowerCase(Locale.ROOT));
            shown.put("compared_patients", check.patients());
            shown.put("compared_slices", check.slices());
            shown.put("largest_difference", check.largestDifference());
            shown.put("percentile_99_difference", check.percentile99());
            shown.put("auc_float32", check.aucFloat32());
            shown.put("auc_int8", check.aucInt8());
            shown.put("held", check.held());
        }
        Json.print(shown, json);
        if (check != null && !check.held()) {
            System.err.println("cordscope: " + Int8Warning.words(check));
        }
    }
}
