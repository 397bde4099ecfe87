package org.cordscope.cli.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.Json;
import org.cordscope.evaluation.planning.SampleSize;
import org.cordscope.evaluation.planning.SliceDesign;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sample-size planning. */
@Command(
        name = "sample-size",
        mixinStandardHelpOptions = true,
        description = {
            "Patients and slices that a study needs for a 95 %% interval of a wanted half-width,",
            "as in: cordscope sample-size --auc 0.94 --sensitivity 0.88 --half-width 0.03"
        })
public final class SampleSizeCommand implements Callable<Integer> {
    @Option(names = "--auc", description = "Expected area under the ROC curve")
    private @Nullable Double auc;

    @Option(names = "--sensitivity", description = "Expected sensitivity")
    private @Nullable Double sensitivity;

    @Option(names = "--specificity", description = "Expected specificity")
    private @Nullable Double specificity;

    @Option(names = "--kappa", description = "Expected kappa of two raters")
    private @Nullable Double kappa;

    @Option(
            names = "--half-width",
            defaultValue = "0.05",
            description = "Wanted distance from value to either end of the interval (${DEFAULT-VALUE})")
    private double halfWidth;

    @Option(
            names = "--slices-per-patient",
            defaultValue = "33",
            description = "On average (${DEFAULT-VALUE}, as in the paper's cohort)")
    private double slicesPerPatient;

    @Option(
            names = "--icc",
            defaultValue = "0.2",
            description = "How alike slices of a patient are, intraclass correlation 0..1 (${DEFAULT-VALUE})")
    private double correlation;

    @Option(
            names = "--prevalence",
            defaultValue = "0.21",
            description = "Share of compressed slices (${DEFAULT-VALUE})")
    private double prevalence;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        SliceDesign design = new SliceDesign(slicesPerPatient, correlation, prevalence);
        List<SampleSize> sizes = new ArrayList<>();
        if (auc != null) {
            sizes.add(SampleSize.auc(auc, halfWidth, design));
            sizes.add(SampleSize.binormalAuc(auc, halfWidth, design));
        }
        if (sensitivity != null) {
            sizes.add(SampleSize.sensitivity(sensitivity, halfWidth, design));
        }
        if (specificity != null) {
            sizes.add(SampleSize.specificity(specificity, halfWidth, design));
        }
        if (kappa != null) {
            sizes.add(SampleSize.kappa(kappa, halfWidth, design));
        }
        if (sizes.isEmpty()) {
            throw new UserFacingException(
                    "Nothing to plan for", "Give at least one of --auc, --sensitivity, --specificity, --kappa.");
        }
        if (json) {
            Json.print(Map.of("sample_sizes", sizes.stream().map(this::row).toList()), true);
        } else {
            sizes.forEach(size -> {
                Json.print(row(size), false);
                System.out.println();
            });
        }
        return 0;
    }

    private Map<String, Object> row(SampleSize size) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("quantity", size.quantity());
        row.put("expected", size.expected());
        row.put("half_width", size.halfWidth());
        row.put("patients", size.patients());
        row.put("slices", size.slices());
        row.put("compressed_slices", size.compressedSlices());
        row.put("method", size.method());
        return row;
    }
}
