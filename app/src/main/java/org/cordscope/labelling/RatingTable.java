package org.cordscope.labelling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
import org.cordscope.evaluation.agreement.IntraRater;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.evaluation.agreement.RepeatedReading;
import org.cordscope.study.UserFacingException;

/**
 * Ratings of any tool: {@code patient_id,slice_id,rater} with {@code label} (0 or 1) or {@code grade} (Kang's 0 to 3). A rater
 * who has read a slice twice has two rows; a column reading or repeat tells which came first, else their order does. What
 * {@code labels export} writes, with {@code subject}, {@code sop_instance_uid} and {@code frame}, is read too; consensus is
 * no rater, and an unreadable slice has no rating of whoever could not read it.
 *
 * @param first each rater's first reading of each slice
 * @param categories 2 for labels, 4 for grades
 * @param repeats slices that a rater has read twice, as compressed or not
 */
public record RatingTable(List<RatedUnit> first, int categories, List<RepeatedReading> repeats) {
    private static final int MOST_SHOWN = 20;
    private static final String UNREADABLE = "x";

    public RatingTable {
        first = List.copyOf(first);
        repeats = List.copyOf(repeats);
    }

    /** @throws UserFacingException naming every row that cannot be used and why */
    public static RatingTable read(List<Path> files) throws IOException {
        Reading reading = new Reading();
        for (Path file : files) {
            reading.add(CsvTable.read(file, LabelColumns::named));
        }
        return reading.table();
    }

    /** Agreement between raters; grades with quadratic weights. */
    public MultiRaterAgreement agreement() {
        Ratings ratings = Ratings.of(first, categories);
        return categories == 2 ? MultiRaterAgreement.nominal(ratings) : MultiRaterAgreement.ordinal(ratings);
    }

    /** Agreement of each rater with itself; grades of 2 and more, where the cord is deformed, count as compressed. */
    public List<IntraRater> intraRater() {
        return IntraRater.of(repeats);
    }

    private record Key(String patient, String slice) {}

    private record Read(int order, int category) {}

    private static final class Reading {
        private final Map<Key, Map<String, List<Read>>> reads = new LinkedHashMap<>();
        private final Map<String, String> patientOfSlice = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private int categories;

        void add(CsvTable table) {
            table.require(table.has("subject") ? "subject" : "patient_id");
            table.require(table.has("sop_instance_uid") ? "sop_instance_uid" : "slice_id");
            table.require("rater");
            String column = column(table);
            boolean graded = !column.equals("label");
            int found = graded ? 4 : 2;
            if (categories != 0 && categories != found) {
                throw new UserFacingException(
                        table.name() + " has " + (graded ? "grades" : "labels") + ", the file before it has not.",
                        "Compare labels with labels and grades with grades.");
            }
            categories = found;
            table.rows().forEach(row -> add(table, row, column));
        }

        private static String column(CsvTable table) {
            if (table.has("grade") || (table.has("kang_grade") && !table.has("label"))) {
                return table.has("grade") ? "grade" : "kang_grade";
            }
            table.require("label");
            return "label";
        }

        /** What a cell says as 0, 1 or a grade; x where the slice could not be read. */
        private static String category(String column, String text) {
            return column.equals("label") ? Labels.parse(text).map(Answer::mark).orElse(text) : Labels.grade(text);
        }

        private void add(CsvTable table, CSVRecord row, String column) {
            String patient =
                    row.get(table.has("subject") ? "subject" : "patient_id").strip();
            String slice = slice(table, row);
            String rater = row.get("rater").strip();
            String text = category(column, row.get(column).strip());
            String order = table.has("repeat") ? "repeat" : "reading";
            String reading = table.has(order) ? row.get(order).strip() : "1";
            String owner = patientOfSlice.putIfAbsent(slice, patient);
            if (patient.isEmpty() || slice.isEmpty() || rater.isEmpty()) {
                problem(table, row, "patient_id, slice_id and rater must not be empty");
            } else if (!text.equals(UNREADABLE) && !text.matches("[0-" + (categories - 1) + "]")) {
                problem(table, row, "column " + column + " is not 0 to " + (categories - 1));
            } else if (!reading.matches("\\d")) {
                problem(table, row, "column " + order + " is not a number from 0 to 9");
            } else if (owner != null && !owner.equals(patient)) {
                problem(table, row, "the slice belongs to another patient above");
            } else if (!text.equals(UNREADABLE) && !rater.equalsIgnoreCase(LabelStore.CONSENSUS)) {
                reads.computeIfAbsent(new Key(patient, slice), k -> new TreeMap<>())
                        .computeIfAbsent(rater, r -> new ArrayList<>())
                        .add(new Read(Integer.parseInt(reading), Integer.parseInt(text)));
            }
        }

        private static String slice(CsvTable table, CSVRecord row) {
            if (!table.has("sop_instance_uid")) {
                return row.get("slice_id").strip();
            }
            String uid = row.get("sop_instance_uid").strip();
            return uid.isEmpty() || !table.has("frame")
                    ? uid
                    : uid + "/" + row.get("frame").strip();
        }

        private void problem(CsvTable table, CSVRecord row, String what) {
            problems.add(table.name() + ", row " + CsvTable.line(row) + ": " + what);
        }

        RatingTable table() {
            if (!problems.isEmpty()) {
                throw new UserFacingException(
                        problems.size() + " rows cannot be used:\n  "
                                + String.join("\n  ", problems.subList(0, Math.min(MOST_SHOWN, problems.size()))),
                        "Correct them; nothing was compared.");
            }
            List<RatedUnit> units = new ArrayList<>();
            List<RepeatedReading> repeats = new ArrayList<>();
            reads.forEach((key, byRater) -> {
                Map<String, Integer> first = new TreeMap<>();
                byRater.forEach((rater, all) -> {
                    List<Read> ordered = all.stream()
                            .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                            .toList();
                    first.put(rater, ordered.get(0).category());
                    if (ordered.size() > 1) {
                        repeats.add(new RepeatedReading(
                                rater, key.patient(), isCompressed(ordered.get(0)), isCompressed(ordered.get(1))));
                    }
                });
                units.add(new RatedUnit(key.patient(), first));
            });
            return new RatingTable(units, categories, repeats);
        }

        private boolean isCompressed(Read read) {
            return read.category() >= (categories == 2 ? 1 : 2);
        }
    }
}
