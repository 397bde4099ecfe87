package org.cordscope.deid;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Dictionary;
import org.cordscope.dicom.Vr;
import org.jspecify.annotations.Nullable;

/**
 * Decides by representation whether the value of an attribute may stay, and writes it anew, so that no byte stays that is not
 * part of it: numbers by grammar, code strings and texts by closed lists, UIDs as pseudonyms, dates moved.
 */
final class ValueCheck {
    private static final Set<Vr> BINARY_NUMBERS = Set.of(Vr.US, Vr.SS, Vr.UL, Vr.SL, Vr.FL, Vr.FD, Vr.AT, Vr.UV, Vr.SV);

    private static final Set<Vr> DECIMALS = Set.of(Vr.FL, Vr.FD);

    /** Letters and digits in a row that integers can be by chance, and likewise decimals. */
    private static final int LONGEST_TEXT_IN_INTEGERS = 5;

    private static final int LONGEST_TEXT_IN_DECIMALS = 15;

    private final Pseudonyms pseudonyms;
    private final Identifiers identifiers;
    private final DeidentificationOptions options;
    private final DateShift shift;
    private final Map<Integer, TextRule> texts;

    /** @param offsetDays of the patient's dates */
    ValueCheck(
            Pseudonyms pseudonyms,
            Identifiers identifiers,
            DeidentificationOptions options,
            int offsetDays,
            Map<Integer, TextRule> texts) {
        this.pseudonyms = pseudonyms;
        this.identifiers = identifiers;
        this.options = options;
        this.shift = new DateShift(options.has(ProfileOption.RETAIN_MODIFIED_DATES) ? offsetDays : 0);
        this.texts = texts;
    }

    /** Cleans the code of an item. */
    void code(DataSet item) {
        CodedConcepts.clean(item, identifiers);
    }

    /**
     * True where the value stays, as it is or cleaned.
     *
     * @param asked whether an option of the profile asks for it by name
     */
    boolean keeps(DataSet data, int tag, boolean asked) {
        Vr held = data.vr(tag);
        Vr vr = Dictionary.contains(tag) ? Dictionary.vr(tag) : held;
        if (tag == LookupTables.DATA) {
            return LookupTables.isPlain(data) && !hidesText(data, tag);
        }
        if (BINARY_NUMBERS.contains(vr)) {
            return BINARY_NUMBERS.contains(held) && !hidesText(data, tag);
        }
        return held.isText() && vr.isText() && keepsText(data, tag, vr, asked);
    }

    private boolean keepsText(DataSet data, int tag, Vr vr, boolean asked) {
        @Nullable TextRule rule = texts.get(tag);
        List<String> values = data.strings(tag);
        if (values.isEmpty()) {
            Dummy.empty(data, tag, vr);
            return true;
        }
        if (tag == DeidTag.PATIENT_SEX) {
            return put(data, tag, vr, values, ValueCheck::isSex);
        }
        if (rule != null) {
            return putAll(data, tag, vr, rule.kept(values), rule == TextRule.DESCRIPTION);
        }
        return switch (vr) {
            case DS -> put(data, tag, vr, withPoints(values), Grammar::isDecimal);
            case IS -> put(data, tag, vr, values, Grammar::isInteger);
            case CS ->
                putAll(data, tag, vr, values.stream().map(CodeWords::known).toList(), true);
            case UI -> asked ? put(data, tag, vr, values, Grammar::isUid) : newUids(data, tag);
            case DA, DT, TM -> dates(data, tag, vr, values);
            default -> asked && isDescription(vr) && describe(data, tag, vr, values);
        };
    }

    private static boolean put(DataSet data, int tag, Vr vr, List<String> values, Predicate<String> grammar) {
        String[] bare = new String[values.size()];
        boolean fits = true;
        for (int i = 0; i < bare.length; i++) {
            bare[i] = values.get(i).strip();
            fits &= bare[i].isEmpty() || grammar.test(bare[i]);
        }
        data.set(tag, vr, bare);
        return fits;
    }

    /** A decimal comma, which is read as a point, is written as one. */
    private static List<String> withPoints(List<String> values) {
        if (values.stream().noneMatch(v -> v.indexOf(',') >= 0)) {
            return values;
        }
        return values.stream()
                .map(v -> v.strip().matches("[+-]?\\d{1,12},\\d{1,12}") ? v.replace(',', '.') : v)
                .toList();
    }

    private static boolean isSex(String text) {
        return text.equals("M") || text.equals("F") || text.equals("O");
    }

    /** @param closed whether the values are words of a closed list, in which no identifier is looked for */
    private boolean putAll(DataSet data, int tag, Vr vr, List<String> values, boolean closed) {
        data.set(tag, vr, values.toArray(String[]::new));
        return !values.isEmpty() && (closed || values.stream().noneMatch(identifiers::areIn));
    }

    private static boolean isDescription(Vr vr) {
        return switch (vr) {
            case LO, SH, ST, LT, UT, UC -> true;
            default -> false;
        };
    }

    private static boolean describe(DataSet data, int tag, Vr vr, List<String> values) {
        String words = Vocabulary.reduce(String.join(" ", values));
        boolean shortText = vr == Vr.SH && words.length() > 16;
        data.set(tag, vr, words);
        return !words.isEmpty() && !shortText;
    }

    private boolean dates(DataSet data, int tag, Vr vr, List<String> values) {
        boolean retained =
                options.has(ProfileOption.RETAIN_FULL_DATES) || options.has(ProfileOption.RETAIN_MODIFIED_DATES);
        if (!retained) {
            return false;
        }
        List<String> moved =
                values.stream().map(v -> v.isBlank() ? "" : shift.moved(vr, v)).toList();
        data.set(tag, vr, moved.toArray(String[]::new));
        return moved.stream().noneMatch(String::isEmpty);
    }

    /** Replaces UIDs that are no class of the standard; false where one is no UID at all. */
    boolean newUids(DataSet data, int tag) {
        List<String> values = data.strings(tag);
        if (!data.vr(tag).isText()) {
            return false;
        }
        String[] fresh = new String[values.size()];
        for (int i = 0; i < fresh.length; i++) {
            if (!Grammar.isUid(values.get(i))) {
                return false;
            }
            fresh[i] = pseudonyms.uid(values.get(i));
        }
        data.set(tag, Vr.UI, fresh);
        return true;
    }

    /** True where what is declared to be numbers are letters. */
    private boolean hidesText(DataSet data, int tag) {
        byte[] bytes = data.bytes(tag);
        if (bytes.length < Identifiers.SHORTEST_WORD) {
            return false;
        }
        int most = DECIMALS.contains(data.vr(tag)) ? LONGEST_TEXT_IN_DECIMALS : LONGEST_TEXT_IN_INTEGERS;
        boolean text = tag != LookupTables.DATA && longestText(bytes) > most;
        return text || identifiers.areIn(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static int longestText(byte[] bytes) {
        int longest = 0;
        int run = 0;
        for (byte b : bytes) {
            run = b > 0 && Character.isLetterOrDigit(b) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Private elements of the safe list whose values are numbers, and the creators of their blocks. */
    List<Integer> safePrivate(DataSet data) {
        List<Integer> kept = new ArrayList<>();
        for (int tag : data.tags()) {
            int block = tag & 0xff00;
            if ((tag >>> 16) % 2 == 1 && block >= 0x1000) {
                int creatorTag = (tag & 0xffff0000) | (block >>> 8);
                Optional<String> creator = data.string(creatorTag);
                if (creator.isPresent()
                        && SafePrivate.contains(creator.get(), tag, data.vr(tag))
                        && keepsPrivateNumbers(data, tag)) {
                    kept.add(tag);
                    kept.add(creatorTag);
                    data.set(creatorTag, Vr.LO, creator.get());
                }
            }
        }
        return kept;
    }

    private boolean keepsPrivateNumbers(DataSet data, int tag) {
        Vr vr = data.vr(tag);
        if (vr == Vr.DS || vr == Vr.IS) {
            return put(data, tag, vr, data.strings(tag), vr == Vr.DS ? Grammar::isDecimal : Grammar::isInteger);
        }
        return BINARY_NUMBERS.contains(vr) && !hidesText(data, tag);
    }
}
