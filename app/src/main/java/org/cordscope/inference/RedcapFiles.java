package org.cordscope.inference;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.WholeFile;

/**
 * Coded scans for REDCap: {@code redcap-dictionary.csv}, which makes the fields, and {@code redcap.csv}, the data. One record
 * for each subject, one instance of the repeating instrument {@code cord_scan} for each scan.
 */
public final class RedcapFiles {
    static final String INSTRUMENT = "cord_scan";

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    /** Columns of a data dictionary, in the words that REDCap knows them by. */
    private static final List<String> DICTIONARY = List.of(
            "Variable / Field Name",
            "Form Name",
            "Section Header",
            "Field Type",
            "Field Label",
            "Choices, Calculations, OR Slider Labels",
            "Field Note",
            "Text Validation Type OR Show Slider Number",
            "Text Validation Min",
            "Text Validation Max",
            "Identifier?",
            "Branching Logic (Show field only if...)",
            "Required Field?",
            "Custom Alignment",
            "Question Number (surveys only)",
            "Matrix Group Name",
            "Matrix Ranking?",
            "Field Annotation");

    private RedcapFiles() {}

    /** A scan and whose it is; {@code subject} is the Patient ID, or the study's UID where there is none. */
    public record Row(String subject, CodedScan scan) {}

    /**
     * One field of the instrument.
     *
     * @param type of REDCap: text, yesno or notes
     * @param validation of a text; empty for any
     */
    private record Field(String name, String type, String label, String validation) {}

    private static final List<Field> FIELDS = List.of(
            new Field("cs_study_uid", "text", "Study Instance UID", ""),
            new Field("cs_series_uid", "text", "Series Instance UID", ""),
            new Field("cs_slices", "text", "Slices coded", "integer"),
            new Field("cs_unreadable_slices", "text", "Slices that could not be read", "integer"),
            new Field("cs_not_judged_slices", "text", "Slices that the model should not judge", "integer"),
            new Field("cs_compressed_slices", "text", "Slices with cord compression", "integer"),
            new Field("cs_compressed_fraction", "text", "Fraction of slices with cord compression", "number"),
            new Field("cs_longest_run", "text", "Longest run of compressed slices", "integer"),
            new Field("cs_longest_fraction", "text", "Longest run as a fraction of all slices", "number"),
            new Field(
                    "cs_max_probability",
                    "text",
                    "Highest probability of compression of a judged slice (of any where none is)",
                    "number"),
            new Field("cs_compressed_list", "text", "Compressed slices, from 1 at the lowest", ""),
            new Field("cs_judged", "yesno", "At least half of the slices judged", ""),
            new Field("cs_reason", "notes", "Why slices were not judged", ""),
            new Field("cs_finding", "text", "Compression in the scan: present, possible, absent or not_judged", ""),
            new Field("cs_version", "text", "Cordscope version", ""),
            new Field("cs_model_sha256", "text", "SHA-256 of the model", ""),
            new Field("cs_threshold", "text", "Threshold", "number"));

    /**
     * Writes both files.
     *
     * @param rows in an order that is the same whenever the same scans are coded: it numbers the instances
     * @param model SHA-256 of the model file; of several, with blanks between them
     */
    public static void write(List<Row> rows, String version, String model, double threshold, Path directory)
            throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("redcap-dictionary.csv", dictionary());
        files.put("redcap.csv", data(rows, version, model, threshold));
        WholeFile.writeAll(directory, files);
    }

    private static String dictionary() throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord(DICTIONARY);
            csv.printRecord(definition(new Field("record_id", "text", "Subject", ""), "cord_subject", "y", ""));
            for (Field field : FIELDS) {
                csv.printRecord(definition(field, INSTRUMENT, "", "@READONLY"));
            }
        }
        return text.toString();
    }

    private static List<String> definition(Field field, String form, String identifier, String annotation) {
        List<String> row = new ArrayList<>(DICTIONARY.stream().map(column -> "").toList());
        row.set(0, field.name());
        row.set(1, form);
        row.set(3, field.type());
        row.set(4, field.label());
        row.set(7, field.validation());
        row.set(10, identifier);
        row.set(17, annotation);
        return row;
    }

    private static String data(List<Row> rows, String version, String model, double threshold) throws IOException {
        StringWriter text = new StringWriter();
        Map<String, Integer> instances = new HashMap<>();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            List<String> header =
                    new ArrayList<>(List.of("record_id", "redcap_repeat_instrument", "redcap_repeat_instance"));
            FIELDS.forEach(field -> header.add(field.name()));
            csv.printRecord(header);
            for (Row row : rows) {
                CodedScan scan = row.scan();
                csv.printRecord(
                        row.subject(),
                        INSTRUMENT,
                        instances.merge(row.subject(), 1, Integer::sum),
                        scan.studyUid(),
                        scan.seriesUid(),
                        scan.slices().size(),
                        scan.missing(),
                        scan.notJudgedSlices(),
                        scan.compressedSlices(),
                        decimal(scan.compressedFraction()),
                        scan.longestRun(),
                        decimal(scan.longestRunFraction()),
                        decimal(scan.maxProbability()),
                        scan.slices().stream()
                                .filter(CodedSlice::compressed)
                                .map(slice -> Integer.toString(slice.index() + 1))
                                .collect(Collectors.joining(" ")),
                        scan.judged() ? 1 : 0,
                        scan.reason(),
                        scan.finding().word(),
                        version,
                        model,
                        decimal(threshold));
            }
        }
        return text.toString();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
