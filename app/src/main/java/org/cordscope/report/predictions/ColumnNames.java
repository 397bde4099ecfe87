package org.cordscope.report.predictions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.study.UserFacingException;

/**
 * Names of a table's columns as Cordscope calls them: lower case with underscores, and other tools' names by a mapping.
 *
 * @param given Cordscope's name to the file's
 */
record ColumnNames(Map<String, String> given) {
    static final String PATIENT = "patient_id";
    static final String SLICE = "slice_id";
    static final String LABEL = "label";
    static final String PROBABILITY = "probability";
    static final String SCAN = "scan_id";
    static final String PLACE = "slice_index";
    static final String RATER = "rater_";
    static final List<String> REQUIRED = List.of(PATIENT, SLICE, LABEL, PROBABILITY);
    private static final List<String> OPTIONAL = List.of(SCAN, PLACE);
    private static final int MOST_SHOWN = 20;

    ColumnNames {
        given = Map.copyOf(given);
        given.keySet().forEach(name -> {
            if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
                throw new UserFacingException(
                        "There is no column " + name + " to map.",
                        "Map one of " + String.join(", ", REQUIRED) + ", " + String.join(", ", OPTIONAL)
                                + ", as in --column label=ground_truth.");
            }
        });
    }

    /**
     * Position of each named column.
     *
     * @throws UserFacingException where a column is missing, or there twice
     */
    Map<String, Integer> positions(List<String> header, String file) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = named(header.get(i));
            if (!name.isEmpty() && positions.putIfAbsent(name, i) != null) {
                throw new UserFacingException(
                        file + ", row 1: columns " + (positions.getOrDefault(name, 0) + 1) + " and " + (i + 1)
                                + " are both called " + name + ".",
                        "Name every column once.");
            }
        }
        requireMapped(header, file);
        List<String> missing =
                REQUIRED.stream().filter(c -> !positions.containsKey(c)).toList();
        if (!missing.isEmpty()) {
            throw new UserFacingException(
                    file + ", row 1: " + (missing.size() == 1 ? "the column " : "the columns ")
                            + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing.",
                    "Name " + String.join(", ", REQUIRED) + " in the first row, or say which columns they are, as in"
                            + " --column " + missing.get(0) + "=NAME; any further columns are subgroups.");
        }
        return positions;
    }

    private void requireMapped(List<String> header, String file) {
        List<String> written = header.stream().map(ColumnNames::canonical).toList();
        given.forEach((name, column) -> {
            if (!written.contains(canonical(column))) {
                throw new UserFacingException(
                        file + ", row 1: there is no column " + column + ", which " + name + " is mapped to.",
                        "Its columns are: " + shown(header) + ".");
            }
        });
    }

    private static String shown(List<String> header) {
        List<String> named = header.stream().filter(h -> !h.isEmpty()).toList();
        return String.join(", ", named.subList(0, Math.min(MOST_SHOWN, named.size())))
                + (named.size() > MOST_SHOWN ? " and " + (named.size() - MOST_SHOWN) + " more" : "");
    }

    /** The name that a column goes by; one that a mapping replaces keeps its own with a mark, as a subgroup. */
    private String named(String written) {
        String canonical = canonical(written);
        for (Map.Entry<String, String> entry : given.entrySet()) {
            if (canonical(entry.getValue()).equals(canonical)) {
                return entry.getKey();
            }
        }
        return given.containsKey(canonical) ? canonical + "_in_file" : canonical;
    }

    /** Lower case, with an underscore for every run of other characters than letters, digits and signs of comparison. */
    private static String canonical(String header) {
        return Cell.stripped(header)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_.\\-]+", "_")
                .replaceAll("^_|_$", "");
    }
}
