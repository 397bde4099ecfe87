package org.cordscope.report.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that every program in between has spoilt: it gives the right slices, or one sentence with row and column. */
final class PredictionsFuzzTest {
    private static final List<String> COLUMNS = List.of("patient_id", "slice_id", "label", "probability", "sex");
    private static final int ROWS = 9;

    @TempDir
    private Path folder;

    /** A table and the way in which it is written. */
    private static final class Sheet {
        final List<String> header = new ArrayList<>(COLUMNS);
        final List<List<String>> rows = new ArrayList<>();
        String mark = ",";
        String lineEnd = "\n";
        String before = "";
        String after = "";
        String mapping = "";
        boolean quoted;
        Charset charset = StandardCharsets.UTF_8;
        byte[] first = {};

        Sheet() {
            for (int i = 0; i < ROWS; i++) {
                String label = i % 3 == 0 ? "1" : "0";
                rows.add(
                        new ArrayList<>(List.of("P" + i / 3, "S" + i, label, "0." + (i + 1) + "5", i < 6 ? "F" : "M")));
            }
        }

        byte[] bytes() {
            StringBuilder text = new StringBuilder(before).append(line(header));
            rows.forEach(row -> text.append(line(row)));
            byte[] body = text.append(after).toString().getBytes(charset);
            byte[] all = new byte[first.length + body.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(body, 0, all, first.length, body.length);
            return all;
        }

        private String line(List<String> cells) {
            return String.join(
                            mark,
                            quoted ? cells.stream().map(c -> '"' + c + '"').toList() : cells)
                    + lineEnd;
        }

        void each(String column, java.util.function.UnaryOperator<String> change) {
            int at = header.indexOf(column);
            rows.forEach(row -> row.set(at, change.apply(row.get(at))));
        }
    }

    /**
     * One way to spoil a table.
     *
     * @param where what the sentence names, a row or a row and a column; empty where the table stays right
     */
    private record Spoiling(String name, Consumer<Sheet> change, String where) {
        boolean isHarmless() {
            return where.isEmpty();
        }
    }

    @Test
    void every_spoilt_table_gives_right_slices_or_a_sentence_with_its_place() throws IOException {
        List<Spoiling> all = all();
        assertTrue(all.size() >= 100, "kinds: " + all.size());
        for (Spoiling one : all) {
            Sheet sheet = new Sheet();
            one.change().accept(sheet);
            if (one.isHarmless()) {
                assertRight(one.name(), sheet);
            } else {
                String sentence = refused(one.name(), sheet);
                assertTrue(
                        sentence.contains(one.where()), one.name() + " should name " + one.where() + ": " + sentence);
            }
        }
    }

    @Test
    void two_things_at_once_are_right_only_where_both_are_harmless() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        List<Spoiling> harmless = all().stream().filter(Spoiling::isHarmless).toList();
        List<Spoiling> cells =
                all().stream().filter(s -> s.name().startsWith("cell")).toList();
        for (int i = 0; i < 300; i++) {
            Spoiling first = cells.get(random.nextInt(cells.size()));
            Spoiling second = harmless.get(random.nextInt(harmless.size()));
            Sheet sheet = new Sheet();
            first.change().accept(sheet);
            second.change().accept(sheet);
            refused(first.name() + " and " + second.name(), sheet);
        }
    }

    private void assertRight(String name, Sheet sheet) throws IOException {
        List<ScoredSlice> expected = new ArrayList<>();
        new Sheet()
                .rows.forEach(row -> expected.add(new ScoredSlice(
                        row.get(0),
                        row.get(1),
                        row.get(2).equals("1"),
                        Double.parseDouble(row.get(3)),
                        Map.of("sex", row.get(4)))));
        List<ScoredSlice> actual = read(sheet);
        assertEquals(expected.size(), actual.size(), name);
        for (int i = 0; i < expected.size(); i++) {
            ScoredSlice e = expected.get(i);
            ScoredSlice a = actual.get(i);
            assertEquals(e.patientId() + e.sliceId(), a.patientId() + a.sliceId(), name);
            assertEquals(e.compressed(), a.compressed(), name);
            assertEquals(e.probability(), a.probability(), 1e-15, name);
        }
    }

    private String refused(String name, Sheet sheet) {
        UserFacingException e = assertThrows(UserFacingException.class, () -> read(sheet), name);
        String sentence = String.valueOf(e.getMessage());
        assertTrue(sentence.contains("row "), name + ": " + sentence);
        assertTrue(sentence.length() < 20_000, name + ": a sentence, not the file again: " + sentence.length());
        return sentence;
    }

    private List<ScoredSlice> read(Sheet sheet) throws IOException {
        Path csv = folder.resolve("predictions.csv");
        Files.write(csv, sheet.bytes());
        Map<String, String> columns = sheet.mapping.isEmpty() ? Map.of() : Map.of("label", sheet.mapping);
        return PredictionsFile.read(csv, columns).slices();
    }

    private static List<Spoiling> all() {
        List<Spoiling> all = new ArrayList<>();
        harmless(all);
        ofCells(all);
        ofRows(all);
        ofFiles(all);
        return all;
    }

    private static void harmless(List<Spoiling> all) {
        Map<String, Consumer<Sheet>> kinds = new LinkedHashMap<>();
        kinds.put("nothing", s -> {});
        kinds.put("windows line ends", s -> s.lineEnd = "\r\n");
        kinds.put("old mac line ends", s -> s.lineEnd = "\r");
        kinds.put("semicolons", s -> s.mark = ";");
        kinds.put("tabs", s -> s.mark = "\t");
        kinds.put("pipes", s -> s.mark = "|");
        kinds.put("semicolons and decimal commas", s -> {
            s.mark = ";";
            s.each("probability", p -> p.replace('.', ','));
        });
        kinds.put("quoted decimal commas", s -> {
            s.quoted = true;
            s.each("probability", p -> p.replace('.', ','));
        });
        kinds.put("quotes", s -> s.quoted = true);
        kinds.put("a mark line", s -> {
            s.before = "sep=;\n";
            s.mark = ";";
        });
        kinds.put("a byte order mark", s -> s.first = new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        kinds.put("utf-16 little endian", s -> {
            s.charset = StandardCharsets.UTF_16LE;
            s.first = new byte[] {(byte) 0xff, (byte) 0xfe};
        });
        kinds.put("utf-16 big endian", s -> {
            s.charset = StandardCharsets.UTF_16BE;
            s.first = new byte[] {(byte) 0xfe, (byte) 0xff};
        });
        kinds.put("utf-16 without a mark", s -> s.charset = StandardCharsets.UTF_16LE);
        kinds.put("big endian without a mark", s -> s.charset = StandardCharsets.UTF_16BE);
        kinds.put("latin-1", s -> {
            s.charset = StandardCharsets.ISO_8859_1;
            s.each("sex", x -> "\u00e4");
        });
        kinds.put("blank lines", s -> s.rows.add(4, new ArrayList<>(List.of(""))));
        kinds.put("blank lines at the end", s -> s.after = "\n\n");
        kinds.put("blank lines before", s -> s.before = "\n");
        kinds.put("empty columns", s -> {
            s.header.add("");
            s.rows.forEach(row -> row.add(""));
        });
        kinds.put("empty rows of commas", s -> s.rows.add(new ArrayList<>(List.of("", "", "", "", ""))));
        kinds.put("upper case headings", s -> s.header.replaceAll(h -> h.toUpperCase(java.util.Locale.ROOT)));
        kinds.put("headings with blanks", s -> s.header.replaceAll(h -> " " + h.replace('_', ' ') + " "));
        kinds.put("columns in another order", s -> {
            java.util.Collections.reverse(s.header);
            s.rows.forEach(java.util.Collections::reverse);
        });
        kinds.put("words for labels", s -> s.each("label", l -> word(l, "Compressed", "not compressed")));
        kinds.put("truth values for labels", s -> s.each("label", l -> word(l, "TRUE", "FALSE")));
        kinds.put("labels as decimals", s -> s.each("label", l -> l + ".0"));
        kinds.put("blanks around values", s -> s.rows.forEach(row -> row.replaceAll(c -> " " + c + "\u00a0")));
        kinds.put("a spreadsheet's text formulas", s -> s.each("slice_id", id -> "\"=\"\"" + id + "\"\"\""));
        kinds.put("exponents", s -> s.each("probability", p -> isShare(p) ? p.substring(2) + "e-2" : p));
        kinds.put("a plus sign", s -> s.each("probability", p -> "+" + p));
        kinds.put("no zero before the point", s -> s.each("probability", p -> isShare(p) ? p.substring(1) : p));
        kinds.put("a mapped column", s -> {
            s.header.set(2, "Ground Truth");
            s.mapping = "ground_truth";
        });
        kinds.forEach((name, change) -> all.add(new Spoiling(name, change, "")));
    }

    private static String word(String label, String yes, String no) {
        return label.equals("1") ? yes : label.equals("0") ? no : label;
    }

    private static boolean isShare(String text) {
        return text.matches("0\\.\\d\\d");
    }

    private static void ofCells(List<Spoiling> all) {
        Map<String, List<String>> bad = new LinkedHashMap<>();
        bad.put(
                "probability",
                List.of("", "NaN", "inf", "-0.1", "1.1", "50%", "high", "0.5.1", "#N/A", "0x1", "\u00bd", "1e", "5e2"));
        bad.put("label", List.of("", "2", "-1", "NA", "0.5", "#REF!", "maybe", "01"));
        bad.put("patient_id", List.of("", " ", "#VALUE!", "1.23E+15"));
        bad.put("slice_id", List.of("", "\u00a0", "#####", "9.87E+11"));
        bad.forEach((column, values) -> {
            for (String value : values) {
                for (int row : new int[] {0, ROWS / 2, ROWS - 1}) {
                    all.add(new Spoiling(
                            "cell " + column + " " + row + " '" + value + "'",
                            s -> s.rows.get(row).set(s.header.indexOf(column), value),
                            "row " + (row + 2) + ", column " + column));
                }
            }
        });
        for (int row : new int[] {1, ROWS - 1}) {
            all.add(new Spoiling(
                    "cell repeats a slice in row " + row,
                    s -> s.rows.get(row).set(1, "S0"),
                    "row " + (row + 2) + ", column slice_id"));
            all.add(new Spoiling(
                    "one decimal comma among points in row " + row,
                    s -> s.rows.get(row).set(3, "\"0,25\""),
                    "row " + (row + 2) + ", column probability"));
        }
    }

    private static void ofRows(List<Spoiling> all) {
        for (int row : new int[] {0, ROWS / 2, ROWS - 1}) {
            String where = "row " + (row + 2);
            all.add(new Spoiling("a cell too many", s -> s.rows.get(row).add("x"), where));
            all.add(new Spoiling("a cell too few", s -> s.rows.get(row).remove(4), where));
            all.add(new Spoiling(
                    "an unquoted decimal comma", s -> s.rows.get(row).set(3, "0,25"), where));
            all.add(new Spoiling("a whole row twice", s -> s.rows.add(s.rows.get(row)), "row " + (ROWS + 2)));
            all.add(new Spoiling("text after a quote", s -> s.rows.get(row).set(0, "\"P\"1"), where));
            all.add(new Spoiling(
                    "a value in a nameless column",
                    s -> {
                        s.header.add("");
                        s.rows.forEach(r -> r.add(""));
                        s.rows.get(row).set(5, "note");
                    },
                    where + ", column 6"));
        }
    }

    private static void ofFiles(List<Spoiling> all) {
        for (String column : COLUMNS.subList(0, 4)) {
            all.add(new Spoiling(
                    "no column " + column,
                    s -> {
                        int at = s.header.indexOf(column);
                        s.header.remove(at);
                        s.rows.forEach(row -> row.remove(at));
                    },
                    "row 1: the column " + column));
            all.add(new Spoiling("two columns " + column, s -> s.header.set(4, column), "row 1: columns"));
        }
        all.add(new Spoiling(
                "no heading",
                s -> {
                    s.header.clear();
                    s.header.addAll(s.rows.remove(0));
                },
                "row 1"));
        all.add(new Spoiling("nothing but a heading", s -> s.rows.clear(), "row 2"));
        all.add(new Spoiling("a title above", s -> s.before = "My predictions\n", "row 1"));
        all.add(new Spoiling(
                "nothing at all",
                s -> {
                    s.header.clear();
                    s.rows.clear();
                    s.lineEnd = "";
                },
                "row 1"));
        all.add(new Spoiling("a mapping to nowhere", s -> s.mapping = "truth", "row 1: there is no column truth"));
        all.add(new Spoiling("an open quote", s -> s.rows.get(8).set(0, "\"P2"), "row 10"));
        all.add(new Spoiling("zeros", s -> s.rows.get(3).set(0, "P\0"), "row 5, character 2"));
        all.add(new Spoiling("a workbook", s -> s.first = new byte[] {'P', 'K', 3, 4}, "row 1: this is a workbook"));
        nasty(all);
    }

    /** What programs and people have really done to tables. */
    private static void nasty(List<Spoiling> all) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("just above 1", "1.0000001");
        numbers.put("a date of a spreadsheet", "01. Mai");
        numbers.put("a date", "2026-05-01");
        numbers.put("a time", "00:30");
        numbers.put("thousands with a point", "\"1.000,5\"");
        numbers.put("thousands with a blank", "1 000");
        numbers.put("thousands with an apostrophe", "1'000");
        numbers.put("infinity", "-Infinity");
        numbers.put("too large for a number", "1e400");
        numbers.put("a minus sign of print", "\u22120.1");
        numbers.put("digits of another script", "\u0660.\u0665");
        numbers.put("wide digits", "\uff10.5");
        numbers.put("a formula", "=A1/2");
        numbers.put("a hexadecimal float", "0x1p-1");
        numbers.put("a suffix of a language", "0.5f");
        numbers.put("two numbers", "0.2-0.4");
        numbers.put("megabytes of digits", "1".repeat(3_000_000) + "x");
        numbers.forEach((name, value) -> all.add(new Spoiling(
                "cell probability: " + name, s -> s.rows.get(4).set(3, value), "row 6, column probability")));
        all.add(new Spoiling(
                "cell: a label with more digits", s -> s.rows.get(2).set(2, "1.00"), "row 4, column label"));
        all.add(new Spoiling(
                "a lost character in a name", s -> s.rows.get(2).set(0, "P\ufffd"), "row 4, column patient_id"));
        all.add(new Spoiling(
                "cell: a whole page in a subgroup", s -> s.rows.get(7).set(4, "F".repeat(4000)), "row 9, column sex"));
        all.add(new Spoiling(
                "ten megabytes in one line",
                s -> {
                    s.rows.clear();
                    s.after = "P1,S1,1,0.5,F ".repeat(750_000);
                },
                "row 2: it has 3000001 values for 5 columns"));
        all.add(new Spoiling(
                "ten megabytes without any mark",
                s -> {
                    s.header.clear();
                    s.rows.clear();
                    s.after = "x".repeat(10_000_000);
                },
                "row 1"));
        all.add(new Spoiling(
                "a name of ten megabytes", s -> s.header.set(4, "n".repeat(10_000_000)), "row 1, column 5: the name"));
        all.add(new Spoiling(
                "another mark from some row on",
                s -> s.rows.subList(5, ROWS).replaceAll(r -> new ArrayList<>(List.of(String.join(";", r)))),
                "row 7: it has 1 values for 5 columns"));
        all.add(new Spoiling(
                "two files one after the other",
                s -> s.after = "\ufeff" + String.join(",", COLUMNS) + "\n",
                "row " + (ROWS + 2) + ", column label"));
        all.add(new Spoiling("headings that differ by case", s -> s.header.set(4, "Label"), "row 1: columns 3 and 5"));
        all.add(new Spoiling(
                "the row numbers of a data frame",
                s -> {
                    s.header.add(0, "");
                    s.rows.forEach(row -> row.add(0, String.valueOf(s.rows.indexOf(row))));
                },
                "row 2, column 1: has a value, but the column has no name"));
        all.add(new Spoiling(
                "a quote from row to row",
                s -> {
                    s.rows.get(2).set(0, "\"P0");
                    s.rows.get(6).set(0, "\"P2");
                },
                "row 4"));
        all.add(new Spoiling(
                "half a character at the end of wide text",
                s -> {
                    s.charset = StandardCharsets.UTF_16LE;
                    s.first = new byte[] {(byte) 0xff, (byte) 0xfe, 'x'};
                },
                "row "));
        all.add(new Spoiling("an archive", s -> s.first = new byte[] {0x1f, (byte) 0x8b, 8}, "row 1: this is a gzip"));
        all.add(new Spoiling("a page of the web", s -> s.before = "<!DOCTYPE html>\n", "row 1"));
        all.add(new Spoiling("an object notation", s -> s.before = "[{\"patient_id\": \"P1\"}]\n", "row 1"));
    }
}
