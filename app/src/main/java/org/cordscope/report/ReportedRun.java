package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.TrainingLog;
import org.cordscope.report.table.Table;
import org.cordscope.report.table.Tables;

/**
 * A finished training run that a report tells of.
 *
 * @param folder of the run, with its {@code predictions.csv}
 * @param modelSha256 hash of the run's best model
 * @param card its model card, Markdown; empty where it has none
 * @param library what computed it, by name and version
 * @param explanation folder in which {@code explain} leaves its page of this run; need not exist
 * @param otherHeads runs that differ from this one in the layers of their head alone
 */
public record ReportedRun(
        Path folder,
        ReportedModel model,
        String modelSha256,
        String card,
        String library,
        Path explanation,
        List<Path> otherHeads) {

    public ReportedRun {
        otherHeads = List.copyOf(otherHeads);
    }

    /** Table 3: how its model was trained, beside those with other heads. */
    Table training(List<Epoch> epochs) throws IOException {
        String name = folder.getFileName().toString();
        if (otherHeads.isEmpty()) {
            return model.training(name, epochs);
        }
        Map<String, List<Epoch>> all = new TreeMap<>(Map.of(name, epochs));
        for (Path other : otherHeads) {
            all.put(other.getFileName().toString(), TrainingLog.read(other));
        }
        Table table = Tables.training(all);
        return new Table(
                table.caption(),
                table.header(),
                table.rows(),
                List.of("One recipe with other heads, on the same split. This report is of " + name + "."));
    }

    boolean explained() {
        return Files.exists(explanation.resolve("sanity.json"));
    }
}
