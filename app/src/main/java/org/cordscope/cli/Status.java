package org.cordscope.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flow of a study, from files to parts, each file in exactly one box. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the flow of a study with every exclusion.")
final class Status implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Flow flow = Flow.of(study.open());
        if (json) {
            Json.print(Map.of("flow", flow), true);
        } else {
            print(flow);
        }
        return 0;
    }

    private static void print(Flow flow) {
        line(0, "files found", flow.files());
        flow.unusableFiles().forEach((reason, count) -> line(1, "unusable: " + reason, count));
        flow.excludedFiles().forEach((reason, count) -> line(1, "excluded: " + reason, count));
        line(1, "used", flow.usedFiles());
        line(0, "series found", flow.series());
        flow.excludedSeries().forEach((reason, count) -> line(1, "excluded: " + reason, count));
        line(1, "chosen (scans)", flow.scans());
        line(0, "subjects", flow.subjects());
        line(0, "slices", flow.slices());
        line(1, "not labelled", flow.unlabelled());
        flow.unresolved().forEach((reason, count) -> line(1, "without a label: " + reason, count));
        line(1, "labelled", flow.labelled());
        for (Map.Entry<Part, Flow.PartCount> part : new LinkedHashMap<>(flow.parts()).entrySet()) {
            Flow.PartCount count = part.getValue();
            line(2, part.getKey().name().toLowerCase(java.util.Locale.ROOT), count.labelledSlices());
            line(3, "subjects", count.subjects());
            line(3, "compressed", count.compressed());
        }
        line(2, "not in the split", flow.notSplit());
    }

    private static void line(int depth, String what, long count) {
        System.out.printf("%10d  %s%s%n", count, "  ".repeat(depth), what);
    }
}
