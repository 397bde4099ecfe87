package org.cordscope.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cohort.Split;
import org.cordscope.cohort.Splitting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Divides the patients of a study into training, validation and holdout. */
@Command(
        name = "split",
        mixinStandardHelpOptions = true,
        description = "Divides patients, whole and stratified by site, into training, validation and holdout.")
final class SplitCommand implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--force", description = "Change a split that a model was trained on already")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Split split = Splitting.make(study.open(), force);
        Map<String, Object> result = new LinkedHashMap<>();
        split.counts()
                .forEach((part, patients) -> result.put(part.name().toLowerCase(Locale.ROOT) + "_patients", patients));
        result.put("seed", split.seed());
        result.put("hash", split.hash());
        Json.print(result, json);
        return 0;
    }
}
