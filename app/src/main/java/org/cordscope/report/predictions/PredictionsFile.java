package org.cordscope.report.predictions;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.FileText;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/**
 * Predictions as CSV: {@code patient_id,slice_id,label,probability} in any order; optionally {@code scan_id} and {@code
 * slice_index} for results per scan, and {@code rater_...} columns with raters' calls; any further columns are subgroups.
 */
public final class PredictionsFile {
    private PredictionsFile() {}

    /**
     * Reads predictions of Cordscope or of any other tool.
     *
     * @param columns Cordscope's names of columns to the file's, where they differ
     * @throws UserFacingException naming every row and column that cannot be used and why
     */
    public static Predictions read(Path csv, Map<String, String> columns) {
        if (!Files.isRegularFile(csv)) {
            throw new UserFacingException("There is no file " + csv + ".", "Give the path of a predictions CSV.");
        }
        String name = String.valueOf(csv.getFileName());
        ColumnNames names = new ColumnNames(columns);
        try {
            return new PredictionRows(name, names).read(FileText.of(Files.readAllBytes(csv), name));
        } catch (IOException e) {
            throw new UserFacingException("The file " + csv + " cannot be read.", "Check its permissions.", e);
        }
    }

    /** Writes predictions in the form that {@link #read} reads; subgroup columns are the union of all slices'. */
    public static void write(Predictions predictions, Path csv) throws IOException {
        SortedSet<String> groupings = new TreeSet<>();
        predictions
                .rows()
                .forEach(row -> groupings.addAll(row.slice().subgroups().keySet()));
        List<String> raters = predictions.raters();
        boolean scans = predictions.rows().stream().allMatch(row -> row.scanId() != null);
        boolean places = scans && predictions.rows().stream().noneMatch(row -> Double.isNaN(row.place()));
        StringWriter text = new StringWriter();
        try (CSVPrinter rows = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
            List<Object> header = new ArrayList<>(ColumnNames.REQUIRED);
            if (scans) {
                header.add(ColumnNames.SCAN);
            }
            if (places) {
                header.add(ColumnNames.PLACE);
            }
            raters.forEach(rater -> header.add(ColumnNames.RATER + rater));
            header.addAll(groupings);
            rows.printRecord(header);
            for (Predictions.Row row : predictions.rows()) {
                rows.printRecord(values(row, scans, places, raters, groupings));
            }
        }
        WholeFile.write(csv, text.toString());
    }

    private static List<Object> values(
            Predictions.Row row, boolean scans, boolean places, List<String> raters, SortedSet<String> groupings) {
        ScoredSlice slice = row.slice();
        List<Object> values = new ArrayList<>(
                List.of(slice.patientId(), slice.sliceId(), slice.compressed() ? 1 : 0, slice.probability()));
        if (scans) {
            values.add(String.valueOf(row.scanId()));
        }
        if (places) {
            values.add(row.place());
        }
        raters.forEach(rater ->
                values.add(!row.raters().containsKey(rater) ? "" : row.raters().getOrDefault(rater, false) ? 1 : 0));
        groupings.forEach(grouping -> values.add(slice.subgroups().getOrDefault(grouping, "")));
        return values;
    }
}
