package org.cordscope.deid;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/** Applies the list to one data set and to the items of its listed sequences, in place. */
final class Cleaning {
    private static final List<Vr> BINARY_NUMBERS =
            List.of(Vr.US, Vr.SS, Vr.UL, Vr.SL, Vr.FL, Vr.FD, Vr.AT, Vr.UV, Vr.SV);
    private static final List<Vr> PIXELS = List.of(Vr.OB, Vr.OW, Vr.OV);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Z0-9_ ]{0,16}");
    private static final Pattern TEXT = Pattern.compile("[\\x20-\\x7e&&[^\\\\]]{0,64}");
    private static final Pattern TECHNICAL = Pattern.compile("[A-Za-z0-9*_+. -]{0,64}");
    private static final List<String> NO_AGENT = List.of("", "NONE", "NO", "N", "NIL", "NA", "N/A", "0");

    private final AllowedAttributes allowed;
    private final Pseudonyms pseudonyms;
    private final Identifiers identifiers;
    private final int dateOffsetDays;

    Cleaning(AllowedAttributes allowed, Pseudonyms pseudonyms, Identifiers identifiers, int dateOffsetDays) {
        this.allowed = allowed;
        this.pseudonyms = pseudonyms;
        this.identifiers = identifiers;
        this.dateOffsetDays = dateOffsetDays;
    }

    void clean(DataSet data) {
        for (int tag : List.copyOf(data.tags())) {
            Action action = allowed.of(tag);
            if (action == null || !apply(action, data, tag)) {
                data.remove(tag);
            }
        }
    }

    /** True where something of the attribute stays. */
    private boolean apply(Action action, DataSet data, int tag) {
        Vr vr = data.vr(tag);
        return switch (action) {
            case BINARY -> BINARY_NUMBERS.contains(vr) && !hidesText(data, tag);
            case NUMBER -> isNumber(data, tag, vr);
            case WORD -> isText(vr) && keepWords(data, tag, vr);
            case TEXT -> isText(vr) && keepAll(data, tag, vr, areHarmless(data.strings(tag), TEXT));
            case SEQUENCE -> isText(vr) && keepAll(data, tag, vr, areHarmless(data.strings(tag), TECHNICAL));
            case DESCRIPTION -> isText(vr) && keep(data, tag, vr, Vocabulary.reduce(joined(data, tag)));
            case AGENT -> isText(vr) && keep(data, tag, vr, hasAgent(data, tag) ? "AGENT" : "");
            case CLASS -> vr == Vr.UI && joined(data, tag).startsWith("1.2.840.10008.");
            case UID -> vr == Vr.UI && keep(data, tag, vr, pseudonym(joined(data, tag)));
            case DATE -> vr == Vr.DA && keep(data, tag, vr, shifted(joined(data, tag)));
            case AGE -> false;
            case SEX -> isText(vr) && List.of("M", "F", "O").contains(joined(data, tag));
            case POINTER -> vr == Vr.AT;
            case SEQUENCE_OF_ITEMS -> vr == Vr.SQ && cleanItems(data, tag);
            case PIXELS -> PIXELS.contains(vr);
        };
    }

    private boolean cleanItems(DataSet data, int tag) {
        data.items(tag).forEach(this::clean);
        return true;
    }

    private boolean keepWords(DataSet data, int tag, Vr vr) {
        String[] words = data.strings(tag).stream()
                .map(w -> w.strip().toUpperCase(Locale.ROOT))
                .map(w -> WORD.matcher(w).matches() && !identifiers.areIn(w) ? w : "OTHER")
                .toArray(String[]::new);
        data.set(tag, vr, words);
        return words.length > 0;
    }

    private static boolean keep(DataSet data, int tag, Vr vr, String value) {
        data.set(tag, vr, value);
        return !value.isEmpty();
    }

    /** True where what is declared to be numbers are the letters of an identifier. */
    private boolean hidesText(DataSet data, int tag) {
        return identifiers.areIn(new String(data.bytes(tag), StandardCharsets.ISO_8859_1));
    }

    private boolean isNumber(DataSet data, int tag, Vr vr) {
        if (BINARY_NUMBERS.contains(vr)) {
            return !hidesText(data, tag);
        }
        return isText(vr) && keepAll(data, tag, vr, areNumbers(data.strings(tag)));
    }

    /** Writes the values anew, so that no byte stays that is not part of them. */
    private static boolean keepAll(DataSet data, int tag, Vr vr, boolean acceptable) {
        data.set(tag, vr, data.strings(tag).stream().map(String::strip).toArray(String[]::new));
        return acceptable;
    }

    private String pseudonym(String uid) {
        return uid.isEmpty() ? "" : pseudonyms.uid(uid);
    }

    private boolean areHarmless(List<String> values, Pattern grammar) {
        return values.stream().allMatch(v -> grammar.matcher(v).matches() && !identifiers.areIn(v));
    }

    private static boolean areNumbers(List<String> values) {
        return values.stream()
                .map(String::strip)
                .allMatch(v -> v.isEmpty() || NUMBER.matcher(v).matches());
    }

    private static boolean hasAgent(DataSet data, int tag) {
        return !NO_AGENT.contains(joined(data, tag).strip().toUpperCase(Locale.ROOT));
    }

    private String shifted(String date) {
        Optional<LocalDate> day = Ages.date(date);
        return day.map(d -> d.plusDays(dateOffsetDays).format(DateTimeFormatter.BASIC_ISO_DATE))
                .orElse("");
    }

    /** Character-string VRs whose values are separate texts; UN and other binaries are none. */
    private static boolean isText(Vr vr) {
        return switch (Objects.requireNonNull(vr)) {
            case AE, AS, CS, DS, IS, LO, SH, UC -> true;
            default -> false;
        };
    }

    private static String joined(DataSet data, int tag) {
        return String.join(" ", data.strings(tag)).strip();
    }
}
