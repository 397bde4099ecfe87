package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
import org.jdbi.v3.core.Handle;

/**
 * Who was looked at before images were collected: the first box of a CONSORT flow. Only counts are kept, no person.
 *
 * @param included people who take part
 * @param leftOut people who do not, by reason, the most frequent first
 */
public record Screening(long included, Map<String, Long> leftOut) {
    /** Of a study without a screening table. */
    public static final Screening NONE = new Screening(0, Map.of());

    private static final String INCLUDED = "included";
    private static final String REASON = "reason";
    /** Reasons are categories; what has more of them, or longer ones, is free text, which may name people. */
    private static final int MOST_REASONS = 40;

    private static final int LONGEST_REASON = 80;

    /**
     * What reading a table gave.
     *
     * @param problems one sentence per bad row; then nothing is stored
     */
    public record Result(Screening screening, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    public Screening {
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /** People looked at. */
    public long people() {
        return included + excluded();
    }

    public long excluded() {
        return leftOut.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Counts the rows of a table with the columns {@code included} (1 or 0) and {@code reason}; others are not read. Replaces
     * what an earlier table said; where a row is wrong nothing is stored.
     *
     * @throws org.cordscope.study.UserFacingException where the file is no CSV or lacks a column
     */
    public static Result load(StudyFolder study, Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv);
        table.require(INCLUDED);
        table.require(REASON);
        Map<String, Long> counts = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (CSVRecord row : table.rows()) {
            String reason = row.get(REASON).strip();
            problem(row, reason)
                    .ifPresentOrElse(
                            what -> problems.add("row " + CsvTable.line(row) + ": " + what),
                            () -> counts.merge(reason, 1L, Long::sum));
        }
        if (counts.size() > MOST_REASONS + 1) {
            problems.add("column reason holds " + counts.size() + " different texts: give each row one of at most "
                    + MOST_REASONS + " reasons");
        }
        if (problems.isEmpty()) {
            study.catalogue().jdbi().useTransaction(handle -> store(handle, counts));
        }
        return new Result(of(counts), problems);
    }

    private static Optional<String> problem(CSVRecord row, String reason) {
        String included = row.get(INCLUDED).strip().toLowerCase(Locale.ROOT);
        boolean yes = List.of("1", "yes", "true").contains(included);
        boolean no = List.of("0", "no", "false").contains(included);
        if (!yes && !no) {
            return Optional.of("included must be 1 or 0");
        }
        if (no && reason.isEmpty()) {
            return Optional.of("who is left out needs a reason");
        }
        if (yes && !reason.isEmpty()) {
            return Optional.of("who is included has no reason");
        }
        return reason.length() > LONGEST_REASON
                ? Optional.of("a reason has at most " + LONGEST_REASON + " characters")
                : Optional.empty();
    }

    private static void store(Handle handle, Map<String, Long> counts) {
        handle.execute("DELETE FROM screening");
        counts.forEach((reason, people) ->
                handle.execute("INSERT INTO screening (reason, people) VALUES (?, ?)", reason, people));
    }

    static Screening read(Handle handle) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery("SELECT reason, people FROM screening ORDER BY people DESC, reason")
                .map((rs, context) -> Map.entry(rs.getString(1), rs.getLong(2)))
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return of(counts);
    }

    private static Screening of(Map<String, Long> counts) {
        Map<String, Long> leftOut = new LinkedHashMap<>();
        counts.entrySet().stream()
                .filter(e -> !e.getKey().isEmpty())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> leftOut.put(e.getKey(), e.getValue()));
        return new Screening(counts.getOrDefault("", 0L), leftOut);
    }
}
