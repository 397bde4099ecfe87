package org.cordscope.report;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished training run that a report tells of.
 *
 * @param folder of the run, with its {@code predictions.csv}
 * @param modelSha256 hash of the run's best model
 * @param card its model card, Markdown; empty where it has none
 * @param library what computed it, by name and version
 * @param explanation folder in which {@code explain} leaves its page of this run; need not exist
 */
public record ReportedRun(
        Path folder, ReportedModel model, String modelSha256, String card, String library, Path explanation) {

    boolean explained() {
        return Files.exists(explanation.resolve("sanity.json"));
    }
}
