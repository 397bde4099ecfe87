package org.cordscope.cohort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A column of the clinical table, with what it may hold. */
enum ClinicalField {
    AGE("age", 0, 120, "years from 0 to 120"),
    SEX("sex", 0, 0, "M, F or O"),
    WEIGHT("weight_kg", 20, 300, "kilograms from 20 to 300"),
    HEIGHT("height_cm", 80, 240, "centimetres from 80 to 240"),
    MJOA("mjoa", 0, 18, "a whole number from 0 to 18"),
    SITE("site", 0, 0, "a name of at most 64 characters"),
    REGION("region", 0, 0, "a name of at most 64 characters");

    private static final Map<String, String> SEXES =
            Map.of("m", "M", "male", "M", "f", "F", "female", "F", "o", "O", "other", "O");
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

    /** The value in its stored form; empty where it is not acceptable. Ages over 89 become 90. */
    Optional<String> checked(String text) {
        return switch (this) {
            case SEX -> Optional.ofNullable(SEXES.get(text.toLowerCase(Locale.ROOT)));
            case SITE, REGION -> text.length() <= 64 ? Optional.of(text) : Optional.empty();
            case AGE -> number(text).map(v -> plain(Math.min(v, OLDEST_TOLD)));
            case MJOA -> number(text).filter(v -> v == Math.rint(v)).map(ClinicalField::plain);
            case WEIGHT, HEIGHT -> number(text).map(ClinicalField::plain);
        };
    }

    private Optional<Double> number(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= least && value <= most ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
