package org.cordscope.report.table;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.report.figure.Numbers;

/** A table as text that goes into a spreadsheet, a LaTeX manuscript or a Markdown page. */
public final class TableText {
    private static final Map<Character, String> LATEX = Map.ofEntries(
            Map.entry('&', "\\&"),
            Map.entry('%', "\\%"),
            Map.entry('$', "\\$"),
            Map.entry('#', "\\#"),
            Map.entry('_', "\\_"),
            Map.entry('{', "\\{"),
            Map.entry('}', "\\}"),
            Map.entry('~', "\\textasciitilde{}"),
            Map.entry('^', "\\textasciicircum{}"),
            Map.entry('\\', "\\textbackslash{}"),
            Map.entry('<', "$<$"),
            Map.entry('>', "$>$"),
            Map.entry('\u2212', "$-$"),
            Map.entry('\u00b1', "$\\pm$"),
            Map.entry('\u221e', "$\\infty$"),
            Map.entry('\u2265', "$\\ge$"),
            Map.entry('\u00d7', "$\\times$"),
            Map.entry('\u03ba', "$\\kappa$"),
            Map.entry('\u03b1', "$\\alpha$"),
            Map.entry('\u2013', "--"),
            Map.entry('\u2019', "'"),
            Map.entry('\u2026', "\\dots{}"),
            Map.entry('\u2003', "\\quad{}"),
            Map.entry(Numbers.NO_BREAK, "~"),
            Map.entry(Numbers.THOUSANDS, "\\,"));

    private TableText() {}

    /** Comma-separated, UTF-8, numbers with a plain minus sign and without thousands' marks; caption and notes left out. */
    public static String csv(Table table) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
            csv.printRecord(table.header());
            for (List<String> row : table.rows()) {
                csv.printRecord(row.stream().map(TableText::plain).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return text.toString();
    }

    private static String plain(String cell) {
        return cell.equals(Numbers.NONE)
                ? ""
                : cell.replace('\u2212', '-')
                        .replace(String.valueOf(Numbers.THOUSANDS), "")
                        .replace(Numbers.NO_BREAK, ' ')
                        .strip();
    }

    /** A floating table with the rules of booktabs; needs {@code \\usepackage{booktabs}}. */
    public static String latex(Table table, String label) {
        StringBuilder text = new StringBuilder("\\begin{table}\n\\centering\n\\caption{")
                .append(latex(table.caption()))
                .append(".}\n\\label{tab:")
                .append(label)
                .append("}\n\\begin{tabular}{");
        for (int c = 0; c < table.header().size(); c++) {
            text.append(table.isNumeric(c) ? 'r' : 'l');
        }
        text.append("}\n\\toprule\n").append(line(table.header())).append("\\midrule\n");
        table.rows().forEach(row -> text.append(line(row)));
        text.append("\\bottomrule\n\\end{tabular}\n");
        table.notes()
                .forEach(note -> text.append("\\par\\smallskip\\footnotesize ")
                        .append(latex(note))
                        .append('\n'));
        return text.append("\\end{table}\n").toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TableText::latex).collect(Collectors.joining(" & ")) + " \\\\\n";
    }

    private static String latex(String text) {
        return text.chars()
                .mapToObj(c -> LATEX.getOrDefault((char) c, String.valueOf((char) c)))
                .collect(Collectors.joining());
    }

    /** A pipe table with its caption above and its notes below. */
    public static String markdown(Table table) {
        StringBuilder text = new StringBuilder("**").append(table.caption()).append("**\n\n");
        text.append(piped(table.header())).append('|');
        for (int c = 0; c < table.header().size(); c++) {
            text.append(table.isNumeric(c) ? " ---: |" : " --- |");
        }
        text.append('\n');
        table.rows().forEach(row -> text.append(piped(row)));
        table.notes().forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }

    private static String piped(List<String> cells) {
        return cells.stream()
                        .map(cell ->
                                cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;"))
                        .collect(Collectors.joining(" | ", "| ", " |"))
                + "\n";
    }
}
