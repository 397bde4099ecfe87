package org.cordscope.labelling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
import org.cordscope.study.UserFacingException;

/**
 * A file of labels in any form that is exported, known by its columns: long ({@code label}), REDCap
 * ({@code redcap_repeat_instance}, {@code label_RATER}), wide (a column per rater), 0/1 per slice (no {@code rater}), JSON.
 *
 * @param rows one for each label, in the order of the file
 */
record LabelFile(String name, List<LabelRow> rows) {
    private static final Set<String> NO_RATERS =
            Set.of("sop_instance_uid", "frame", "subject", "scan", "slice_index", "position_mm");
    private static final Set<String> DETAILS = Set.of("kang_grade", "extent", "level", "confidence");
    private static final String REDCAP = "label_";

    LabelFile {
        rows = List.copyOf(rows);
    }

    /**
     * @param raters whom the study knows, in alphabetical order: columns are called after them
     * @throws UserFacingException where the file has no such form
     */
    static LabelFile read(Path file, List<String> raters) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return new LabelFile(name, json(name, Files.readAllBytes(file)));
        }
        CsvTable table = CsvTable.read(file, LabelColumns::named);
        table.require("sop_instance_uid");
        if (table.rows().isEmpty()) {
            throw new UserFacingException(name + " has no rows.", "Give it a row for each label.");
        }
        if (table.has("label") || table.has("kang_grade") || table.has("rater")) {
            return new LabelFile(name, longRows(table, raters));
        }
        Map<String, String> columns = table.has("redcap_repeat_instance") ? redcap(table, raters) : wide(table, raters);
        if (columns.isEmpty()) {
            table.require("label");
        }
        List<LabelRow> rows = new ArrayList<>();
        for (CSVRecord row : table.rows()) {
            columns.forEach((column, rater) -> {
                if (!row.get(column).isBlank()) {
                    rows.add(cell(table, row, rater, row.get(column).strip()));
                }
            });
        }
        return new LabelFile(name, rows);
    }

    /** Raters' names that differ in capitals only are one, as the study or else the first row writes them. */
    private static List<LabelRow> longRows(CsvTable table, List<String> raters) {
        if (!table.has("kang_grade")) {
            table.require("label");
        }
        Map<String, String> spelling = new HashMap<>();
        Stream.concat(Stream.of(LabelStore.CONSENSUS), raters.stream())
                .forEach(known -> spelling.put(known.toLowerCase(Locale.ROOT), known));
        List<LabelRow> rows = new ArrayList<>();
        for (CSVRecord row : table.rows()) {
            String written = text(table, row, "rater", LabelStore.CONSENSUS);
            String rater = raters.contains(written)
                    ? written
                    : spelling.computeIfAbsent(written.toLowerCase(Locale.ROOT), k -> written);
            rows.add(of(table, row, rater));
        }
        return rows;
    }

    private static LabelRow of(CsvTable table, CSVRecord row, String rater) {
        return new LabelRow(
                where(row),
                rater,
                row.get("sop_instance_uid").strip(),
                number(text(table, row, "frame", "")),
                number(text(table, row, "reading", "1")),
                text(table, row, "label", ""),
                Labels.grade(text(table, row, "kang_grade", "")),
                text(table, row, "extent", ""),
                text(table, row, "level", ""),
                text(table, row, "confidence", ""),
                DETAILS.stream().anyMatch(table::has));
    }

    private static LabelRow cell(CsvTable table, CSVRecord row, String rater, String label) {
        String uid = row.get("sop_instance_uid").strip();
        String frame = number(text(table, row, "frame", ""));
        return new LabelRow(where(row), rater, uid, frame, "1", label, "", "", "", "", false);
    }

    /** Whole numbers as a spreadsheet may write them, {@code 2.0} and {@code 2,0}. */
    private static String number(String text) {
        return text.matches("\\d+[.,]0+") ? text.replaceAll("[.,]0+$", "") : text;
    }

    private static String where(CSVRecord row) {
        return "row " + CsvTable.line(row);
    }

    private static String text(CsvTable table, CSVRecord row, String column, String otherwise) {
        return table.has(column) ? row.get(column).strip() : otherwise;
    }

    /** Raters by column; a name that the study does not know stays as the column has it, in lower case. */
    private static Map<String, String> wide(CsvTable table, List<String> raters) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : table.columns()) {
            if (!NO_RATERS.contains(column)) {
                columns.put(
                        column,
                        raters.stream()
                                .filter(r -> r.equalsIgnoreCase(column))
                                .findFirst()
                                .orElse(column));
            }
        }
        return columns;
    }

    private static Map<String, String> redcap(CsvTable table, List<String> raters) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : table.columns()) {
            if (column.startsWith(REDCAP)) {
                String rater = column.substring(REDCAP.length());
                for (int r = 0; r < raters.size(); r++) {
                    rater = LabelExport.redcapName(raters.get(r), r).equals(column.substring(REDCAP.length()))
                            ? raters.get(r)
                            : rater;
                }
                columns.put(column, rater);
            }
        }
        return columns;
    }

    private static List<LabelRow> json(String name, byte[] bytes) throws IOException {
        List<LabelRow> rows = new ArrayList<>();
        try {
            JsonNode slices = JsonMapper.builder().build().readTree(bytes).path("slices");
            if (!slices.isArray()) {
                throw new UserFacingException(
                        name + " has no list of slices.", "Give a file of: cordscope labels export --form json");
            }
            int number = 0;
            for (JsonNode slice : slices) {
                number++;
                add(rows, "slice " + number, slice, "answers", 1);
                add(rows, "slice " + number, slice, "second_answers", 2);
            }
        } catch (JsonProcessingException e) {
            throw new UserFacingException(name + " is not JSON: " + e.getOriginalMessage() + ".", "Check the file.", e);
        }
        return rows;
    }

    private static void add(List<LabelRow> rows, String where, JsonNode slice, String field, int reading) {
        slice.path(field)
                .properties()
                .forEach(e -> rows.add(new LabelRow(
                        where,
                        e.getKey(),
                        slice.path("sop_instance_uid").asText(""),
                        slice.path("frame").asText("1"),
                        String.valueOf(reading),
                        text(e.getValue(), "kind"),
                        text(e.getValue(), "kang_grade"),
                        text(e.getValue(), "extent"),
                        text(e.getValue(), "level").replace('_', '/'),
                        text(e.getValue(), "confidence"),
                        true)));
    }

    private static String text(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }
}
