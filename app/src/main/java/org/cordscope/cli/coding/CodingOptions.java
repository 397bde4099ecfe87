package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.learning.Precision;
import org.cordscope.learning.trust.DecisionThreshold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which series are coded, and how: the same of predict, watch and api. */
public final class CodingOptions {
    @Mixin
    private ThresholdOption threshold = new ThresholdOption();

    @Option(
            names = "--precision",
            description = {
                "float32 or bfloat16; the faster one of this machine by default.",
                "int8 with models of `model quantise`"
            })
    private @Nullable Precision precision;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules for choosing the series (YAML), instead of the shipped ones")
    private @Nullable Path rulesFile;

    @Option(names = "--allow-t2star", description = "Also code axial T2*-weighted series")
    private boolean allowT2star;

    /** The threshold where one was given; checked. */
    @Nullable Double threshold() {
        return threshold.given();
    }

    /** The rules that choose series: those that ship or the user's, with T2*w where it was allowed. */
    public SeriesRules rules() throws IOException {
        SeriesRules rules = rulesFile == null ? SeriesRules.defaults() : SeriesRules.load(rulesFile);
        return allowT2star ? rules.withAllowT2star(true) : rules;
    }

    /**
     * Loads models.
     *
     * @param files none for the one that ships
     */
    public OpenModel open(List<Path> files, boolean mirrored) {
        return OpenModel.of(files, precision, threshold(), mirrored);
    }

    /** Every setting in effect, for the record of a run. */
    public Map<String, Object> settings(OpenModel model) {
        DecisionThreshold used = model.threshold();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("threshold", used.value());
        settings.put("threshold_chosen", used.chosen());
        DecisionThreshold ofScans = model.scanThreshold();
        settings.put("scan_threshold", ofScans == null ? null : ofScans.value());
        settings.put("precision", model.precision().name().toLowerCase(Locale.ROOT));
        settings.put("rules", rulesFile == null ? "shipped" : Objects.toString(rulesFile.getFileName()));
        settings.put("allow_t2star", allowT2star);
        return settings;
    }
}
