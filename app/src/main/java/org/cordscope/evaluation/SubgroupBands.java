package org.cordscope.evaluation;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/**
 * The bands in which the paper's Table 4 groups numbers: age below 40, 40 to 65, above 65; mJOA 18, 15 to 17, 12 to 14,
 * below 12. Ages in DICOM's form ({@code 054Y}) count too. Every other column is grouped by its values as they are.
 */
public final class SubgroupBands {
    private static final Pattern DICOM_AGE = Pattern.compile("\\d{1,3}Y");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d+)?");

    private SubgroupBands() {}

    /** The group that a value of a column belongs to. */
    static String band(String column, String value) {
        return switch (column.toLowerCase(Locale.ROOT)) {
            case "age", "age_years", "patient_age" -> band(value, SubgroupBands::age);
            case "mjoa" -> band(value, SubgroupBands::mjoa);
            default -> value;
        };
    }

    private static String band(String value, DoubleFunction<String> bands) {
        OptionalDouble number = number(value);
        return number.isEmpty() ? value : bands.apply(number.getAsDouble());
    }

    /** Position of a group in its table, blanks aside; groups that are not bands follow their name. */
    static String order(String group) {
        return Map.of("<40", "0", "40-65", "1", ">65", "2", "18", "0", "15-17", "1", "12-14", "2", "<12", "3")
                .getOrDefault(group.replace(" ", ""), group);
    }

    /** {@code < 40}, {@code 40-65} or {@code > 65}. */
    public static String age(double years) {
        return years < 40 ? "< 40" : years <= 65 ? "40-65" : "> 65";
    }

    /** {@code 18}, {@code 15-17}, {@code 12-14} or {@code < 12}. */
    public static String mjoa(double points) {
        return points >= 18 ? "18" : points >= 15 ? "15-17" : points >= 12 ? "12-14" : "< 12";
    }

    private static OptionalDouble number(String value) {
        String digits = DICOM_AGE.matcher(value).matches() ? value.substring(0, value.length() - 1) : value;
        return NUMBER.matcher(digits).matches()
                ? OptionalDouble.of(Double.parseDouble(digits))
                : OptionalDouble.empty();
    }
}
