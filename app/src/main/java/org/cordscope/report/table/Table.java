package org.cordscope.report.table;

import java.util.List;

/**
 * A table as printed.
 *
 * @param caption what it shows
 * @param header one text per column
 * @param rows as many texts each as the heading
 * @param notes lines below the table
 */
public record Table(String caption, List<String> header, List<List<String>> rows, List<String> notes) {

    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " values does not fit " + header.size() + " columns");
            }
        }
    }

    public Table(String caption, List<String> header, List<List<String>> rows) {
        this(caption, header, rows, List.of());
    }

    /** True where every value of a column but the first is a number, an interval or a dash: such columns stand to the right. */
    public boolean isNumeric(int column) {
        return column > 0
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(t -> t.matches("[<\u2212\u2013-]? ?[0-9].*|\u2013|\u221e|") && t.length() < 40);
    }
}
