package org.cordscope.cli.study;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.Split;
import org.cordscope.cohort.SplitOutcome;
import org.cordscope.cohort.SplitPlan;
import org.cordscope.cohort.SplitScheme;
import org.cordscope.cohort.SplitShares;
import org.cordscope.cohort.Splitting;
import org.cordscope.cohort.StudyFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Divides the patients of a study into training, validation and holdout, or into folds. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description =
                "Divides patients, whole and stratified by site, into training, validation and holdout. Run again, it"
                        + " adds new patients and leaves the others where they are.")
public final class SplitCommand implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(
            names = "--scheme",
            paramLabel = "NAME",
            description =
                    "patients (default); paper: rounded within each site, as printed; paper-image-split: training and"
                            + " validation divided by image, as the paper's counts show, which leaks")
    private @Nullable String scheme;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Cross-validation: K folds of the patients outside the holdout, in place of a validation part;"
                            + " 0 for none")
    private @Nullable Integer folds;

    @Option(names = "--holdout", paramLabel = "SHARE", description = "Share of all patients, 0 for none (0.25)")
    private @Nullable Double holdout;

    @Option(names = "--validation", paramLabel = "SHARE", description = "Share of those who are left (0.25)")
    private @Nullable Double validation;

    @Option(names = "--seed", description = "Seed of the draw; that of study.yaml by default")
    private @Nullable Long seed;

    @Option(names = "--redraw", description = "Draw anew, instead of adding new patients to the split")
    private boolean redraw;

    @Option(names = "--force", description = "Change a split that a model was trained on already")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        StudyFolder folder = study.open();
        SplitOutcome outcome = Splitting.make(folder, plan(Splitting.plan(folder)), redraw, force);
        Json.print(result(outcome), json);
        if (!json && !outcome.split().images().isEmpty()) {
            System.err.println(
                    "Training and validation share patients: validation results of this split leak and are too"
                            + " good. It is there to show the effect.");
        }
        return 0;
    }

    private SplitPlan plan(SplitPlan base) {
        SplitPlan plan = base;
        if (scheme != null) {
            SplitScheme named = SplitScheme.named(scheme);
            plan = (named == SplitScheme.PAPER_IMAGE_SPLIT && folds == null ? plan.withFolds(0) : plan)
                    .withScheme(named);
        }
        plan = folds == null ? plan : plan.withFolds(folds);
        plan = plan.withShares(new SplitShares(
                holdout == null ? plan.shares().holdout() : holdout,
                validation == null ? plan.shares().validation() : validation));
        return seed == null ? plan : plan.withSeed(seed);
    }

    private static Map<String, Object> result(SplitOutcome outcome) {
        Split split = outcome.split();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("split", outcome.sentence());
        result.put("scheme", split.plan().scheme().title());
        split.counts()
                .forEach((part, patients) -> result.put(part.name().toLowerCase(Locale.ROOT) + "_patients", patients));
        if (split.plan().folds() > 0) {
            result.remove("training_patients");
            result.remove("validation_patients");
        }
        split.foldCounts().forEach((fold, patients) -> result.put("fold_" + fold + "_patients", patients));
        if (!split.images().isEmpty()) {
            result.remove("validation_patients");
            result.put("divided_images", split.images().size());
        }
        result.put("seed", split.plan().seed());
        result.put("hash", split.hash());
        return result;
    }
}
