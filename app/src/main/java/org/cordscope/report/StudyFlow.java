package org.cordscope.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.figure.FlowDiagram.Box;
import org.cordscope.report.figure.FlowDiagram.Reason;
import org.cordscope.report.figure.FlowDiagram.Step;
import org.cordscope.report.figure.Numbers;

/** The flow of a study as CONSORT draws it: every file is in one box, and numbers beside and below add up to those above. */
public final class StudyFlow {
    private static final Map<Part, String> NAMES =
            new EnumMap<>(Map.of(Part.TRAINING, "Training", Part.VALIDATION, "Validation", Part.HOLDOUT, "Holdout"));
    /** Folds that fit side by side. */
    private static final int MOST_ARMS = 6;

    private StudyFlow() {}

    public static FlowDiagram diagram(Flow flow) {
        List<Step> steps = new ArrayList<>();
        if (flow.screening().people() > 0) {
            steps.add(new Step(
                    new Box("Assessed for eligibility", people(flow.screening().people())),
                    people(flow.screening().excluded()) + " left out",
                    reasons(flow.screening().leftOut())));
            steps.add(new Step(new Box(
                    "Included",
                    people(flow.screening().people() - flow.screening().excluded()))));
        }
        if (flow.unusable() > 0) {
            steps.add(new Step(
                    new Box("Files found", files(flow.files())),
                    files(flow.unusable()) + " cannot be used",
                    reasons(flow.unusableFiles())));
        }
        steps.add(new Step(
                new Box("Images", files(flow.files() - flow.unusable()), Numbers.count(flow.series()) + " series"),
                files(flow.excluded()) + " excluded, " + Numbers.count(flow.series() - flow.scans())
                        + " series not chosen",
                reasons(flow.excludedFiles())));
        steps.add(scans(flow));
        steps.add(labelled(flow));
        return new FlowDiagram(steps, arms(flow));
    }

    static String name(Part part) {
        return NAMES.getOrDefault(part, part.name());
    }

    private static Step scans(Flow flow) {
        List<Reason> reasons = new ArrayList<>(reasons(flow.unresolved()));
        if (flow.unlabelled() > 0) {
            reasons.add(new Reason("not labelled", flow.unlabelled()));
        }
        return new Step(
                new Box(
                        "Scans chosen",
                        Numbers.counted(flow.scans(), "scan") + " of " + Numbers.counted(flow.subjects(), "patient"),
                        files(flow.usedFiles()) + ", " + Numbers.counted(flow.slices(), "slice")),
                Numbers.counted(flow.slices() - flow.labelled(), "slice") + " without a label",
                reasons);
    }

    private static Step labelled(Flow flow) {
        Box box = new Box("Labelled", Numbers.counted(flow.labelled(), "slice"));
        return flow.parts().isEmpty() || flow.notSplit() == 0
                ? new Step(box)
                : new Step(
                        box,
                        Numbers.counted(flow.notSplit(), "slice") + " in no part",
                        List.of(new Reason("patient joined after the split", flow.notSplit())));
    }

    private static List<Box> arms(Flow flow) {
        List<Box> arms = new ArrayList<>();
        boolean drawFolds = !flow.folds().isEmpty()
                && flow.folds().size() + (flow.parts().containsKey(Part.HOLDOUT) ? 1 : 0) <= MOST_ARMS;
        if (drawFolds) {
            flow.folds().forEach((fold, count) -> arms.add(arm("Fold " + fold, count)));
        }
        flow.parts().forEach((part, count) -> {
            boolean folded = part == Part.TRAINING && !flow.folds().isEmpty();
            if (!folded || !drawFolds) {
                arms.add(arm(folded ? flow.folds().size() + " folds" : name(part), count));
            }
        });
        return arms;
    }

    private static Box arm(String title, Flow.PartCount count) {
        return new Box(
                title,
                Numbers.counted(count.subjects(), "patient"),
                Numbers.counted(count.labelledSlices(), "slice"),
                Numbers.count(count.compressed()) + " compressed");
    }

    private static String people(long count) {
        return Numbers.count(count) + (count == 1 ? " person" : " people");
    }

    private static String files(long count) {
        return Numbers.counted(count, "file");
    }

    private static List<Reason> reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> new Reason(e.getKey(), e.getValue()))
                .toList();
    }
}
