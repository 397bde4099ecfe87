package org.cordscope.cohort;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What the clinical table may say of a patient, and in which form it is stored. */
enum ClinicalField {
    AGE("age", 0, 120, "years from 0 to 120"),
    SEX("sex", 0, 0, "M, F or O"),
    WEIGHT("weight_kg", 20, 300, "kilograms from 20 to 300"),
    HEIGHT("height_cm", 80, 240, "centimetres from 80 to 240"),
    MJOA("mjoa", 0, 18, "a whole number from 0 to 18"),
    SITE("site", 0, 0, "a name of at most 64 characters"),
    REGION("region", 0, 0, "a name of at most 64 characters");

    private static final Map<String, Double> MASSES = Map.of("kg", 1.0, "lb", 0.45359237, "g", 0.001, "t", 1000.0);
    private static final Map<String, Double> LENGTHS =
            Map.of("cm", 1.0, "m", 100.0, "in", 2.54, "mm", 0.1, "ft", 30.48);
    private static final int OLDEST_TOLD = 90;

    private final String column;
    private final double least;
    private final double most;
    private final String expected;

    ClinicalField(String column, double least, double most, String expected) {
        this.column = column;
        this.least = least;
        this.most = most;
        this.expected = expected;
    }

    static Optional<ClinicalField> named(String column) {
        return Arrays.stream(values()).filter(f -> f.column.equals(column)).findFirst();
    }

    String column() {
        return column;
    }

    String expected() {
        return expected;
    }

    /** Factors to the stored unit, by the unit's symbol; empty for what has no unit. */
    Map<String, Double> units() {
        return switch (this) {
            case WEIGHT -> MASSES;
            case HEIGHT -> LENGTHS;
            default -> Map.of();
        };
    }

    boolean accepts(double value) {
        return value >= least && value <= most;
    }

    /** The value in its stored form; empty where it is not acceptable. Ages over 89 become 90. */
    Optional<String> checked(String text, double factor) {
        return switch (this) {
            case SEX -> Sexes.code(text);
            case SITE, REGION -> text.length() <= 64 ? Optional.of(text) : Optional.empty();
            case AGE -> number(text.replaceFirst("^(\\d{1,3})[Yy]$", "$1")).map(v -> plain(Math.min(v, OLDEST_TOLD)));
            case MJOA -> number(text).filter(v -> v == Math.rint(v)).map(ClinicalField::plain);
            case WEIGHT, HEIGHT ->
                parsed(text)
                        .map(v -> Math.rint(v * factor * 100) / 100)
                        .filter(this::accepts)
                        .map(ClinicalField::plain);
        };
    }

    private Optional<Double> number(String text) {
        return parsed(text).filter(this::accepts);
    }

    /** A number with a decimal point or a decimal comma, without thousands' marks. */
    static Optional<Double> parsed(String text) {
        return text.matches("[+-]?(\\d{1,12}([.,]\\d{1,12})?|[.,]\\d{1,12})")
                ? Optional.of(Double.valueOf(text.replace(',', '.')))
                : Optional.empty();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
