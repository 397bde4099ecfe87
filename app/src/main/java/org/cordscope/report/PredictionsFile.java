package org.cordscope.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.UserFacingException;

/**
 * Reads predictions: UTF-8, columns {@code patient_id,slice_id,label,probability} in any order and any further ones as
 * subgroups, separated by commas, semicolons or tabs as the heading shows. Every row that cannot be used is named.
 */
final class PredictionsFile {
    private static final List<String> REQUIRED = List.of("patient_id", "slice_id", "label", "probability");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int MOST_SHOWN = 200;

    private final String name;
    private final List<ScoredSlice> slices = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Long> lineOfSlice = new HashMap<>();

    private PredictionsFile(String name) {
        this.name = name;
    }

    static List<ScoredSlice> read(Path csv) throws IOException {
        PredictionsFile file = new PredictionsFile(String.valueOf(csv.getFileName()));
        file.readRows(file.text(csv));
        file.requireSound();
        return List.copyOf(file.slices);
    }

    private String text(Path csv) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(csv)))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UserFacingException(name + " is not UTF-8 text.", "Save it as CSV in UTF-8.", e);
        }
    }

    private void readRows(String text) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<String> columns = parser.getHeaderNames();
            requireColumns(columns);
            long line = parser.getCurrentLineNumber() + 1;
            for (CSVRecord row : parser) {
                readRow(row, columns, line);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    name + " has a column without a name, or two of the same name.", "Name every column once.", e);
        } catch (UncheckedIOException e) {
            throw new UserFacingException(
                    name + " is not a valid CSV file: a quoted value does not end.", "Correct its quotation marks.", e);
        }
    }

    private static char delimiter(String text) {
        String heading = text.lines().findFirst().orElse("");
        if (heading.contains(",")) {
            return ',';
        }
        return heading.contains(";") ? ';' : heading.contains("\t") ? '\t' : ',';
    }

    private void requireColumns(List<String> columns) {
        List<String> missing =
                REQUIRED.stream().filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new UserFacingException(
                    name + " lacks the column" + (missing.size() == 1 ? " " : "s ") + String.join(", ", missing) + ".",
                    "Its first line must name the columns " + String.join(", ", REQUIRED)
                            + "; any further columns are subgroups.");
        }
    }

    private void readRow(CSVRecord row, List<String> columns, long line) {
        if (!row.isConsistent()) {
            problem(line, "has " + row.size() + " values for " + columns.size() + " columns");
            return;
        }
        int before = problems.size();
        String patient = row.get("patient_id");
        String slice = row.get("slice_id");
        String label = row.get("label");
        double probability = probability(row.get("probability"));
        if (patient.isBlank()) {
            problem(line, "patient_id is empty");
        }
        if (slice.isBlank()) {
            problem(line, "slice_id is empty");
        }
        if (!label.equals("0") && !label.equals("1")) {
            problem(line, "label is not 0 or 1");
        }
        if (!(probability >= 0 && probability <= 1)) {
            problem(line, "probability is not a number from 0 to 1");
        }
        Long earlier = slice.isBlank() ? null : lineOfSlice.putIfAbsent(slice, line);
        if (earlier != null) {
            problem(line, "slice_id repeats that of line " + earlier);
        }
        if (problems.size() == before) {
            slices.add(new ScoredSlice(patient, slice, label.equals("1"), probability, subgroups(row, columns)));
        }
    }

    private static double probability(String text) {
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    private static Map<String, String> subgroups(CSVRecord row, List<String> columns) {
        Map<String, String> groups = new HashMap<>();
        for (String column : columns) {
            if (!REQUIRED.contains(column) && !row.get(column).isBlank()) {
                groups.put(column, row.get(column));
            }
        }
        return groups;
    }

    private void problem(long line, String reason) {
        problems.add("line " + line + ": " + reason);
    }

    private void requireSound() {
        if (!problems.isEmpty()) {
            String shown = String.join("\n  ", problems.subList(0, Math.min(MOST_SHOWN, problems.size())));
            String more = problems.size() > MOST_SHOWN ? "\n  and " + (problems.size() - MOST_SHOWN) + " more" : "";
            throw new UserFacingException(
                    name + " has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                            + shown + more,
                    "Correct these lines and run again; nothing was evaluated.");
        }
        if (slices.isEmpty()) {
            throw new UserFacingException(name + " has no rows.", "Give it one row per slice.");
        }
    }
}
