package org.cordscope.evaluation;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The bands in which the paper's Table 4 groups numbers: age below 40, 40 to 65, above 65; mJOA 18, 15 to 17, 12 to 14,
 * below 12. Ages in DICOM's form ({@code 054Y}) count too. Every other column is grouped by its values as they are.
 */
final class SubgroupBands {
    private SubgroupBands() {}

    /** The group that a value of a column belongs to. */
    static String band(String column, String value) {
        OptionalDouble number = number(value);
        if (number.isEmpty()) {
            return value;
        }
        return switch (column.toLowerCase(Locale.ROOT)) {
            case "age", "age_years", "patient_age" -> age(number.getAsDouble());
            case "mjoa" -> mjoa(number.getAsDouble());
            default -> value;
        };
    }

    /** Position of a group in its table; groups that are not bands follow their name. */
    static String order(String group) {
        return Map.of("< 40", "0", "40-65", "1", "> 65", "2", "18", "0", "15-17", "1", "12-14", "2", "< 12", "3")
                .getOrDefault(group, group);
    }

    private static String age(double years) {
        return years < 40 ? "< 40" : years <= 65 ? "40-65" : "> 65";
    }

    private static String mjoa(double points) {
        return points >= 18 ? "18" : points >= 15 ? "15-17" : points >= 12 ? "12-14" : "< 12";
    }

    private static OptionalDouble number(String value) {
        String digits = value.matches("\\d{1,3}Y") ? value.substring(0, value.length() - 1) : value;
        return digits.matches("\\d{1,3}(\\.\\d+)?")
                ? OptionalDouble.of(Double.parseDouble(digits))
                : OptionalDouble.empty();
    }
}
