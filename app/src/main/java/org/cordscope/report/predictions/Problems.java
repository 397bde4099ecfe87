package org.cordscope.report.predictions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.study.UserFacingException;

/** What is wrong with a table, by row and column as a spreadsheet counts them. */
final class Problems {
    private static final int MOST_SHOWN = 100;
    /** Of one kind: a column that is wrong throughout needs no more. */
    private static final int MOST_OF_A_KIND = 10;

    private final String file;
    private final List<String> shown = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private long count;

    Problems(String file) {
        this.file = file;
    }

    void add(long row, String what) {
        show(row, what, ": " + what);
    }

    void add(long row, String column, String what) {
        show(row, column + what.replaceAll("\\d+", ""), ", column " + column + ": " + what);
    }

    private void show(long row, String kind, String sentence) {
        count++;
        if (kinds.merge(kind, 1, Integer::sum) <= MOST_OF_A_KIND && shown.size() < MOST_SHOWN) {
            shown.add("row " + row + sentence);
        }
    }

    long count() {
        return count;
    }

    /** @throws UserFacingException with every problem, where there is any */
    void refuse() {
        if (count == 1) {
            throw new UserFacingException(
                    file + ", " + shown.get(0) + ".", "Correct this and run again; nothing was evaluated.");
        }
        if (count > 1) {
            String more = count > shown.size() ? "\n  and " + (count - shown.size()) + " more" : "";
            throw new UserFacingException(
                    file + " has " + count + " problems:\n  " + String.join("\n  ", shown) + more,
                    "Correct these rows and run again; nothing was evaluated.");
        }
    }
}
