package org.cordscope.deid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/**
 * Items of code sequences (PS3.3 section 8): a code stays where it follows the grammar of a scheme that the standard knows, its
 * meaning where it is made of technical words. Any other code becomes "Other" of a private scheme, so that what requires a code
 * has one.
 */
final class CodedConcepts {
    static final Set<Integer> TAGS = Set.of(
            DeidTag.CODE_VALUE,
            DeidTag.CODING_SCHEME_DESIGNATOR,
            DeidTag.CODING_SCHEME_VERSION,
            DeidTag.CODE_MEANING,
            DeidTag.CODING_SCHEME_UID,
            DeidTag.LONG_CODE_VALUE,
            DeidTag.URN_CODE_VALUE);

    private static final Pattern SNOMED_CT = Pattern.compile("[1-9]\\d{5,17}");
    private static final Pattern SNOMED_RT = Pattern.compile("[A-Z]-[0-9A-F]{4,5}");
    private static final Pattern DICOM = Pattern.compile("1[0-3]\\d{4}|[A-Z]{2}");
    private static final Set<String> UNITS = Set.of(
            "1",
            "%",
            "mm",
            "cm",
            "m",
            "mm2",
            "cm2",
            "mm3",
            "cm3",
            "ml",
            "s",
            "ms",
            "us",
            "min",
            "h",
            "d",
            "deg",
            "rad",
            "Hz",
            "kHz",
            "MHz",
            "T",
            "mT",
            "mT/m",
            "T/m/s",
            "[hnsf'U]",
            "{no units}",
            "mm2/s",
            "um2/s",
            "ms/um2",
            "s/mm2",
            "ratio",
            "{ratio}",
            "/s",
            "1/s",
            "1/min",
            "kg",
            "g",
            "mg",
            "g/ml",
            "g/ml{SUVbw}",
            "Bq",
            "MBq",
            "kBq",
            "Bq/ml",
            "kBq/ml",
            "mGy",
            "Gy",
            "uGy",
            "mGy.cm",
            "dGy.cm2",
            "kV",
            "mA",
            "mAs",
            "mA.s",
            "kVp",
            "keV",
            "W/kg",
            "Cel",
            "ppm",
            "mmol/l",
            "ml/min",
            "ml/100g/min",
            "cm/s",
            "mm/s",
            "{counts}",
            "{counts}/s",
            "{pixels}",
            "[arb'U]",
            "a",
            "mo",
            "wk");

    private CodedConcepts() {}

    /** True for an item that names a concept by a code. */
    static boolean isIn(DataSet item) {
        return item.contains(DeidTag.CODE_VALUE)
                || item.contains(DeidTag.LONG_CODE_VALUE)
                || item.contains(DeidTag.URN_CODE_VALUE);
    }

    /** Cleans the attributes of {@link #TAGS}. */
    static void clean(DataSet item, Identifiers identifiers) {
        String scheme = item.string(DeidTag.CODING_SCHEME_DESIGNATOR).orElse("");
        String code = item.string(DeidTag.CODE_VALUE).orElse("");
        String meaning = item.string(DeidTag.CODE_MEANING).orElse("");
        TAGS.forEach(item::remove);
        if (!isCode(scheme, code) || identifiers.areIn(code)) {
            set(item, CodeWords.OTHER, "99CORDSCOPE", "Other");
        } else {
            set(item, code, scheme, meaning(meaning, code));
        }
    }

    private static void set(DataSet item, String code, String scheme, String meaning) {
        item.set(DeidTag.CODE_VALUE, Vr.SH, code);
        item.set(DeidTag.CODING_SCHEME_DESIGNATOR, Vr.SH, scheme);
        item.set(DeidTag.CODE_MEANING, Vr.LO, meaning);
    }

    private static boolean isCode(String scheme, String code) {
        return switch (scheme) {
            case "SCT" -> SNOMED_CT.matcher(code).matches() && hasCheckDigit(code);
            case "SRT", "SNM3", "99SDM" -> SNOMED_RT.matcher(code).matches();
            case "DCM" -> DICOM.matcher(code).matches();
            case "UCUM" -> UNITS.contains(code);
            default -> false;
        };
    }

    /** The meaning in lower case where all its words are technical, else the code. */
    private static String meaning(String meaning, String code) {
        List<String> words = Arrays.stream(meaning.split("[^\\p{Alnum}*+]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean technical = !words.isEmpty() && words.stream().allMatch(Vocabulary::isMeaning);
        return technical ? String.join(" ", words).toLowerCase(Locale.ROOT) : code;
    }

    /** Verhoeff's check digit, which ends every identifier of SNOMED CT. */
    static boolean hasCheckDigit(String digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            check = product(check, permuted(digit, i % 8));
        }
        return check == 0;
    }

    /** Multiplication in the dihedral group of the pentagon. */
    private static int product(int a, int b) {
        if (a < 5) {
            return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
        }
        return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
    }

    private static int permuted(int digit, int times) {
        int[] once = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
        int result = digit;
        for (int i = 0; i < times; i++) {
            result = once[result];
        }
        return result;
    }
}
