package org.cordscope.cli.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.paired.ModelComparison;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.predictions.CodedTable;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.report.predictions.SameCases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A second model on the same slices: its predictions, or what {@code predict} has coded with it. */
final class CompareOption {
    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "Also compare with another model on the same slices: its predictions as CSV, or the slices.csv"
                            + " that predict has written (or its folder), joined by SOP Instance UID and frame")
    private @Nullable Path other;

    @Option(
            names = "--compare-threshold",
            paramLabel = "P",
            description = "The other model's threshold; by default the one that it was coded with, else the same")
    private @Nullable Double threshold;

    /**
     * Two models on the same slices.
     *
     * @param first what the predictions of the first are called
     * @param second what those of the second are
     */
    record Compared(ModelComparison comparison, String first, String second) {}

    /** What the first model says, as the comparison needs it. */
    record First(List<ScoredSlice> slices, String name, double threshold) {}

    /**
     * The comparison; null where none is asked for.
     *
     * @param columns Cordscope's names of columns to the file's
     * @param study that the slices are of; null where unknown
     */
    @Nullable Compared with(First first, Map<String, String> columns, @Nullable StudyFolder study, long seed) throws IOException {
        if (other == null) {
            return null;
        }
        Inputs.mustExist(other, "Check the path.");
        Path file = Files.isDirectory(other) ? other.resolve("slices.csv") : other;
        Inputs.mustExist(file, "Give a CSV of predictions, or a folder that predict has written.");
        String name = String.valueOf(file.getFileName());
        List<ScoredSlice> second;
        double own = first.threshold();
        if (columns.isEmpty() && CodedTable.claims(file)) {
            CodedTable.Joined joined = CodedTable.read(file).joined(first.slices(), first.name(), uids(study));
            tell(joined, name);
            second = joined.slices();
            Path folder = file.toAbsolutePath().getParent();
            name = folder == null ? name : folder.getFileName() + "/" + name;
            own = codedWith(file.resolveSibling("run.json"), own);
        } else {
            second = SameCases.inOrderOf(
                    first.slices(),
                    first.name(),
                    PredictionsFile.read(file, columns).slices(),
                    name);
        }
        double used =
                threshold == null ? own : DecisionThreshold.given(threshold).value();
        return new Compared(
                ModelComparison.of(first.slices(), second, first.threshold(), used, seed), first.name(), name);
    }

    /** From UIDs of original files to those of the study; UIDs stay as they are without its key. */
    private static UnaryOperator<String> uids(@Nullable StudyFolder study) throws IOException {
        return study == null || !study.hasKey()
                ? UnaryOperator.identity()
                : study.deidentifier().pseudonyms()::uid;
    }

    private static void tell(CodedTable.Joined joined, String name) {
        if (joined.further() > 0) {
            boolean one = joined.further() == 1;
            System.err.println(name + " has " + Numbers.count(joined.further())
                    + (one ? " further slice, which is" : " further slices, which are")
                    + " not compared: of another part, or without a label");
        }
        if (joined.notJudged() > 0) {
            System.err.println(name + " flags " + Numbers.count(joined.notJudged()) + " of the "
                    + Numbers.count(joined.slices().size())
                    + " compared slices as none to be judged; their probabilities count as they stand");
        }
    }

    private static double codedWith(Path record, double otherwise) throws IOException {
        if (!Files.isRegularFile(record)) {
            return otherwise;
        }
        JsonNode own = new ObjectMapper().readTree(record.toFile()).at("/configuration/threshold");
        return own.isMissingNode()
                ? otherwise
                : DecisionThreshold.given(own.asDouble()).value();
    }
}
