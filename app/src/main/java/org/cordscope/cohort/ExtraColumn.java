package org.cordscope.cohort;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides whether a further column of the clinical table is a variable that may be stored, or could tell who a patient is. */
final class ExtraColumn {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_VALUE = 24;
    private static final int SHORTEST_TELLING_ID = 3;
    /** What a prediction file or a slice has under that name already. */
    private static final Set<String> TAKEN = Set.of(
            "manufacturer", "slice_id", "label", "probability", "part", "fold", "subject", "scan", "frame", "slice");

    private static final Pattern IDENTIFYING_WORD = Pattern.compile(
            "(^|_)(id|ids|nr|uid|mrn|ssn|nhs|pid|chi|nhc|kvnr|insurance|policy|account|accession|passport|licen[cs]e|serial"
                    + "|dob|yob|born|geboren|geburt\\w*|nacimiento|naissance|street|city|town|village|county|zip|plz|cap"
                    + "|postal|postcode|tel|mobile|cell|fax|mail|url|web|ip|photo|date|datum|fecha|data|day|time|timestamp"
                    + "|nom|prenom|prénom|vorname|nachname|nombre|apellidos?|cognome|doctor|physician|surgeon|operator"
                    + "|radiologist|relative|contact|employer|comments?|notes?|remarks?|text)(_|$)");
    private static final Pattern IDENTIFYING_PART = Pattern.compile(
            "name|birth|addres|adress|phone|telef|mrn|zipcode|postcode|initials|patient_?(no|num)|record_?n|date$");
    private static final Pattern DATE =
            Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}.*|(19|20)\\d{6}|\\d{1,2}[ -]\\p{L}{3,9}[ -]\\d{2,4}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,6}([.,]\\d{1,6})?|[.,]\\d{1,6})");
    private static final Pattern LONG_NUMBER = Pattern.compile("[+(]?[\\d ()/.-]{7,}");

    private ExtraColumn() {}

    /**
     * One cell.
     *
     * @param id patient of the row, as the file gives it
     * @param known whether the study's other patients have this value already
     */
    record Cell(String id, String value, boolean known) {}

    /** Why the column cannot be stored; empty where it can. */
    static Optional<String> refusal(String name, List<Cell> cells) {
        if (TAKEN.contains(name)) {
            return Optional.of("Cordscope has something else under this name");
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.of("its name is longer than " + LONGEST_NAME + " characters");
        }
        if (IDENTIFYING_WORD.matcher(name).find()
                || IDENTIFYING_PART.matcher(name).find()) {
            return Optional.of("by its name it could tell who a patient is");
        }
        List<Cell> filled = cells.stream().filter(c -> !c.value().isEmpty()).toList();
        boolean numeric =
                filled.stream().allMatch(c -> NUMBER.matcher(c.value()).matches());
        return numeric ? refusalOfNumbers(filled) : refusalOfWords(filled);
    }

    private static Optional<String> refusalOfNumbers(List<Cell> cells) {
        long own = cells.stream()
                .filter(c -> withoutZeros(c.value()).equals(withoutZeros(c.id())))
                .count();
        if (own > 0 && (own == cells.size() || cells.stream().anyMatch(ExtraColumn::isOwnLongId))) {
            return Optional.of("its values are patients' IDs");
        }
        if (!cells.isEmpty() && cells.stream().allMatch(c -> c.value().matches("(19|20)\\d\\d"))) {
            return Optional.of("its values look like years");
        }
        return Optional.empty();
    }

    private static boolean isOwnLongId(Cell cell) {
        return cell.id().length() >= SHORTEST_TELLING_ID
                && withoutZeros(cell.value()).equals(withoutZeros(cell.id()));
    }

    private static Optional<String> refusalOfWords(List<Cell> cells) {
        Set<String> ids = new HashSet<>();
        cells.forEach(c -> ids.add(c.id().toLowerCase(Locale.ROOT)));
        Set<String> distinct = new HashSet<>();
        boolean anyKnown = false;
        for (Cell cell : cells) {
            String value = cell.value();
            String lower = value.toLowerCase(Locale.ROOT);
            if (ids.contains(lower)
                    || ids.stream().anyMatch(id -> id.length() >= SHORTEST_TELLING_ID && lower.contains(id))) {
                return Optional.of("a value holds a patient's ID");
            }
            if (value.contains("@") || LONG_NUMBER.matcher(value).matches()) {
                return Optional.of("its values look like addresses or numbers of people");
            }
            if (DATE.matcher(value).matches()) {
                return Optional.of("its values look like dates");
            }
            if (value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
                return Optional.of("a value is longer than " + LONGEST_VALUE + " characters");
            }
            distinct.add(value);
            anyKnown |= cell.known();
        }
        if (distinct.size() > ClinicalValues.MOST_GROUPS) {
            return Optional.of("it has " + distinct.size() + " different values that are no numbers, more than "
                    + ClinicalValues.MOST_GROUPS);
        }
        return distinct.size() == cells.size() && !anyKnown
                ? Optional.of("every patient has a value of their own")
                : Optional.empty();
    }

    private static String withoutZeros(String text) {
        return text.replaceFirst("^0+(?=.)", "");
    }
}
