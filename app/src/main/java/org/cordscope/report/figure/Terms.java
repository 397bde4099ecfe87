package org.cordscope.report.figure;

import java.util.Locale;
import java.util.Map;

/** What a paper calls the things that columns of tables name. */
public final class Terms {
    private static final Map<String, String> GROUPINGS = Map.ofEntries(
            Map.entry("age", "Age, years"),
            Map.entry("age_years", "Age, years"),
            Map.entry("patient_age", "Age, years"),
            Map.entry("mjoa", "mJOA"),
            Map.entry("kang", "Kang grade"),
            Map.entry("kang_grade", "Kang grade"),
            Map.entry("bmi", "BMI"));

    private Terms() {}

    /** A group as a paper prints it: sexes in full, bands with a dash. */
    public static String group(String column, String group) {
        if (column.equalsIgnoreCase("sex")) {
            return switch (group) {
                case "F", "f" -> "Female";
                case "M", "m" -> "Male";
                default -> group;
            };
        }
        return group.matches("\\d+-\\d+") ? group.replace('-', '\u2013') : group;
    }

    /** A grouping by its proper name; a column that is not known by its own words, {@code field_strength} as Field strength. */
    public static String grouping(String column) {
        String known = GROUPINGS.get(column.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        String words = column.replace('_', ' ').strip();
        boolean plain = !words.isEmpty() && words.equals(words.toLowerCase(Locale.ROOT));
        return plain ? words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) : words;
    }
}
