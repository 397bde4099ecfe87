package org.cordscope.report;

import java.util.List;
import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Epoch;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;
import org.jspecify.annotations.Nullable;

/** What a report says of the model of a run. */
public interface ReportedModel {
    /** In a word or two. */
    String name();

    /** What it is, for the top of the page. */
    String subtitle();

    /** How slices are shown. */
    Preprocessing pictures();

    /** Its layers, where a figure shows them. */
    @Nullable Figure architecture();

    /** Whether the training log has epochs: not of a model that is only fitted. */
    default boolean isTrainedInEpochs() {
        return true;
    }

    /** Table 3: how it was trained. */
    default Table training(String run, List<Epoch> log) {
        return Tables.training(run, log);
    }

    /** Where it began. */
    List<Fact> origin();

    /** Sentences of a methods section by the names that the checklists use. */
    Map<String, String> sentences(List<Epoch> epochs);
}
