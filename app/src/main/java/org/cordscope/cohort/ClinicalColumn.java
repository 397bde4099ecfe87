package org.cordscope.cohort;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a clinical table that Cordscope knows by its name.
 *
 * @param header name in the file
 * @param factor from the column's unit to the stored one
 */
record ClinicalColumn(String header, ClinicalField field, double factor) {
    private static final Map<String, String> ALIASES = Map.of(
            "gender", "sex",
            "centre", "site",
            "center", "site",
            "mjoa_score", "mjoa",
            "mjoa_total", "mjoa",
            "age_years", "age",
            "age_y", "age");
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("lbs", "lb"),
            Map.entry("pounds", "lb"),
            Map.entry("kilograms", "kg"),
            Map.entry("grams", "g"),
            Map.entry("inch", "in"),
            Map.entry("inches", "in"),
            Map.entry("metres", "m"),
            Map.entry("meters", "m"),
            Map.entry("centimetres", "cm"),
            Map.entry("centimeters", "cm"),
            Map.entry("feet", "ft"));

    /** The column of that name, in whatever way it is written: {@code Weight (kg)}, {@code height_in}; empty for others. */
    static Optional<ClinicalColumn> named(String header) {
        String name = canonical(header);
        name = ALIASES.getOrDefault(name, name);
        int cut = name.lastIndexOf('_');
        String stem = cut < 0 ? name : name.substring(0, cut);
        String unit = cut < 0 ? "" : name.substring(cut + 1);
        for (ClinicalField field : ClinicalField.values()) {
            if (field.units().isEmpty()) {
                if (field.column().equals(name)) {
                    return Optional.of(new ClinicalColumn(header, field, 1));
                }
            } else if (stem.equals(stem(field))) {
                Double factor = unit.isEmpty() ? Double.valueOf(1) : factor(field, unit);
                return Optional.ofNullable(factor).map(f -> new ClinicalColumn(header, field, f));
            }
        }
        return Optional.empty();
    }

    /** Lower case, with an underscore for every run of other characters than letters and digits. */
    static String canonical(String header) {
        return header.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** The value in its stored form; empty where it is not acceptable. */
    Optional<String> checked(String text) {
        return field.checked(text, factor);
    }

    /** What the value must be, and in which unit it would make sense. */
    String expected() {
        return field.expected() + inColumnUnit();
    }

    /** A sentence on the unit that the value seems to have; empty text where it makes sense in none. */
    String hint(String text) {
        return ClinicalField.parsed(text)
                .flatMap(value -> field.units().entrySet().stream()
                        .filter(unit -> unit.getValue() != factor && field.accepts(value * unit.getValue()))
                        .min(Comparator.comparing(unit -> unit.getKey().length() + unit.getKey())))
                .map(unit -> " (it would make sense in " + unit.getKey() + ": call the column " + stem(field) + "_"
                        + unit.getKey() + ", or convert)")
                .orElse("");
    }

    private String inColumnUnit() {
        return field.units().entrySet().stream()
                .filter(unit -> unit.getValue() == factor && factor != 1)
                .map(unit -> ", given in " + unit.getKey())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Double factor(ClinicalField field, String unit) {
        return field.units().get(UNITS.getOrDefault(unit, unit));
    }

    private static String stem(ClinicalField field) {
        return field.column().substring(0, field.column().indexOf('_'));
    }
}
