package org.cordscope.deid;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.study.Memo;

/**
 * What a file says of whom it shows: every person name with its components, text of the patient's attributes, date and UID, and
 * whatever else the profile takes away as a name, number or place. What an option retains is none.
 */
final class Identifiers {
    static final int SHORTEST_WORD = 4;

    private static final Set<Vr> PATIENT_TEXTS = Set.of(Vr.LO, Vr.SH, Vr.ST, Vr.LT, Vr.UT, Vr.UC, Vr.UR);
    private static final Set<Vr> NAMES_OF_THINGS = Set.of(Vr.LO, Vr.SH, Vr.AE, Vr.UC, Vr.UR);
    private static final Set<String> PLACEHOLDERS = Set.of(
            "ANON",
            "ANONYMOUS",
            "ANONYMIZED",
            "ANONYMISED",
            "ANONYMIZE",
            "NONE",
            "NULL",
            "UNKNOWN",
            "OTHER",
            "REMOVED",
            "PATIENT",
            "TEST",
            "NAME",
            "DEFAULT",
            "UNSPECIFIED",
            "UNDEFINED",
            "CORDSCOPE",
            "HOSPITAL",
            "CLINIC",
            "DEPARTMENT",
            "RADIOLOGY",
            "DEIDENTIFIED",
            "DE-IDENTIFIED",
            "ADULT",
            "SELF",
            "DATE",
            "TEXT",
            "RESEARCH",
            "IMAGE",
            "DICOM",
            "STUDY",
            "SERIES");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\^=\\s,;/]+");
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\^=\\s,;/\\p{Pd}]+");
    private static final Memo<String, Boolean> TECHNICAL = new Memo<>(10_000, Identifiers::isListed);
    private static final int LONGEST = 64;
    private static final int DATE_DIGITS = 8;

    private final Cleaning.Rules rules;
    private final Set<Identifier> all = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();

    private Identifiers(Cleaning.Rules rules) {
        this.rules = rules;
    }

    static Identifiers of(DataSet data, Cleaning.Rules rules) {
        Identifiers identifiers = new Identifiers(rules);
        identifiers.collect(data);
        return identifiers;
    }

    /** True where the text holds an identifier of four characters or more, in any case of letters. */
    boolean areIn(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (String word : words) {
            if (upper.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** All of them, each once. */
    Set<Identifier> all() {
        return all;
    }

    private void collect(DataSet data) {
        for (int tag : data.tags()) {
            Vr vr = data.vr(tag);
            switch (vr) {
                case SQ -> data.items(tag).forEach(this::collect);
                case PN -> data.strings(tag).forEach(this::name);
                case UI -> uids(tag, data.strings(tag));
                case DA, DT -> dates(tag, data.strings(tag));
                default -> texts(data, tag, vr);
            }
        }
    }

    /** With the halves of a double-barrelled name that are no shorter than what is looked for in texts. */
    private void name(String value) {
        add(IdentifierKind.PERSON_NAME, value, true);
        for (String half : BETWEEN_NAMES.split(value.strip().toUpperCase(Locale.ROOT), -1)) {
            if (half.length() >= SHORTEST_WORD) {
                keep(IdentifierKind.PERSON_NAME, half);
            }
        }
    }

    private void texts(DataSet data, int tag, Vr vr) {
        if (tag >>> 16 == 0x0010 && PATIENT_TEXTS.contains(vr)) {
            data.strings(tag).forEach(value -> add(IdentifierKind.PATIENT_ATTRIBUTE, value, true));
        } else if (NAMES_OF_THINGS.contains(vr) && isTakenAway(tag)) {
            data.strings(tag).forEach(value -> add(IdentifierKind.OTHER_IDENTIFIER, value, false));
        }
    }

    private boolean isTakenAway(int tag) {
        Map<Integer, ProfileAction> actions = rules.actions();
        ProfileAction action = actions.getOrDefault(tag, ProfileAction.KEEP);
        return action != ProfileAction.KEEP && action != ProfileAction.CLEAN && !CodedConcepts.TAGS.contains(tag);
    }

    private void uids(int tag, List<String> values) {
        if (!rules.options().has(ProfileOption.RETAIN_UIDS) && rules.actions().get(tag) != ProfileAction.KEEP) {
            for (String uid : values) {
                if (Grammar.isDotted(uid) && !Pseudonyms.isStandard(uid)) {
                    keep(IdentifierKind.UID, uid);
                }
            }
        }
    }

    private void dates(int tag, List<String> values) {
        boolean retained = rules.options().has(ProfileOption.RETAIN_FULL_DATES);
        if (!retained || tag == DeidTag.PATIENT_BIRTH_DATE) {
            for (String value : values) {
                String digits = digits(value);
                if (digits.length() >= DATE_DIGITS
                        && Ages.date(digits.substring(0, DATE_DIGITS)).isPresent()) {
                    all.add(new Identifier(IdentifierKind.DATE, digits.substring(0, DATE_DIGITS)));
                }
            }
        }
    }

    private static String digits(String text) {
        if (Grammar.isDigits(text)) {
            return text;
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    private void add(IdentifierKind kind, String value, boolean wordByWord) {
        String upper = value.strip().toUpperCase(Locale.ROOT);
        keep(kind, upper.length() <= LONGEST ? upper : upper.substring(0, LONGEST));
        if (wordByWord) {
            Arrays.stream(BETWEEN_WORDS.split(upper, -1)).forEach(word -> keep(kind, word));
        }
    }

    private void keep(IdentifierKind kind, String word) {
        if (word.isBlank() || word.length() > LONGEST || isTechnical(word)) {
            return;
        }
        all.add(new Identifier(kind, word));
        if (word.length() >= SHORTEST_WORD) {
            words.add(word);
        }
    }

    /** True for a word of a closed list, which may stand in any output. */
    static boolean isTechnical(String word) {
        return TECHNICAL.of(word);
    }

    private static boolean isListed(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return PLACEHOLDERS.contains(upper)
                || Vocabulary.isMeaning(word)
                || CodeWords.contains(upper)
                || DeviceNames.contains(word);
    }
}
