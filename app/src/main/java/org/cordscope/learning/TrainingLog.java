package org.cordscope.learning;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.WholeFile;

/** The {@code metrics.csv} of a training run. */
public final class TrainingLog {
    private TrainingLog() {}

    /** Every finished epoch of a run, in order. */
    public static List<Epoch> read(Path runDirectory) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<Epoch> epochs = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(runDirectory.resolve("metrics.csv"))) {
            for (CSVRecord row : format.parse(text)) {
                epochs.add(new Epoch(
                        Integer.parseInt(row.get("epoch")),
                        Double.parseDouble(row.get("training_loss")),
                        Double.parseDouble(row.get("training_accuracy")),
                        Double.parseDouble(row.get("validation_loss")),
                        Double.parseDouble(row.get("validation_accuracy")),
                        Double.parseDouble(row.get("validation_auc")),
                        Double.parseDouble(row.get("seconds"))));
            }
        }
        return epochs;
    }

    /** Writes the log of a run whole or not at all. */
    public static void write(Path runDirectory, List<Epoch> epochs) throws IOException {
        StringBuilder csv = new StringBuilder(
                "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,validation_auc,seconds\n");
        for (Epoch e : epochs) {
            csv.append(e.number())
                    .append(',')
                    .append(e.trainingLoss())
                    .append(',')
                    .append(e.trainingAccuracy());
            csv.append(',').append(e.validationLoss()).append(',').append(e.validationAccuracy());
            csv.append(',')
                    .append(e.validationAuc())
                    .append(',')
                    .append(e.seconds())
                    .append('\n');
        }
        WholeFile.write(runDirectory.resolve("metrics.csv"), csv.toString());
    }
}
