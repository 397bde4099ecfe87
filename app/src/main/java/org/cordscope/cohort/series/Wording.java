package org.cordscope.cohort.series;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.cordscope.study.Acquisition;
import org.cordscope.study.Memo;

/**
 * The words of a series' descriptions, in any script: in lower case, accents of Latin letters taken off. Weak evidence, asked
 * where the technical attributes are silent. Safe for several threads.
 */
final class Wording {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}*+]+");
    private static final Pattern ACCENTS = Pattern.compile("(?<=\\p{IsLatin})\\p{Mn}+");

    /** Scripts that put no blanks between words are kept apart at least from Latin letters and numbers. */
    private static final String UNSPACED = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\x{30fc}]";

    private static final Pattern SCRIPT_CHANGES = Pattern.compile(
            "(?<=" + UNSPACED + ")(?=[\\p{IsLatin}\\p{Nd}+*])|(?<=[\\p{IsLatin}\\p{Nd}+*])(?=" + UNSPACED + ")");

    private static final Set<String> NEGATIONS = Set.of(
            "no", "non", "not", "without", "wo", "none", "ohne", "kein", "keine", "nicht", "sans", "pas", "sin",
            "senza", "sem", "zonder", "geen", "utan", "uden", "bez", "nil", "без", "не", "нет", "なし", "無し", "無", "无",
            "非", "없음", "미");

    /** Over these words a negation reaches to the next: no fat sat, sans saturation de la graisse. */
    private static final Pattern REACHED_OVER = Pattern.compile(
            "fat|fs|sat.*|sup.*|sopp.*|iv|de|del|della|di|du|of|la|the|der|any|contrast.*|kontrast.*|agent|inject.*|gad.*|gd|grais.*|gras.*");

    /** A contrast agent given or not, by a sign after its short name or, behind a blank, before it. */
    private static final Pattern MINUS_SIGN = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(c|gd|gad|gado|km|mkm|iv|ce|ci|mdc)-(?![\\p{L}\\p{N}])|(?<=\\s)-(c|gd|gad|km|iv|ce|mdc)(?![\\p{L}\\p{N}])");

    private static final Pattern AFTER_OPERATION = Pattern.compile(
            "op|op\\d.*|oper.*|surg.*|lam.*|fus.*|traum.*|acdf.*|decomp.*|chir.*|cir.*|quir.*|artrod.*|radio.*|xrt");

    /** What "pos" is short for before these: a position of the patient. */
    private static final Pattern POSITION =
            Pattern.compile("\\d+|neutr.*|flex.*|exten.*|estens.*|supin.*|pron.*|decub.*");

    /** Portuguese, Spanish and Italian "without", by one letter. */
    private static final Pattern WITHOUT = Pattern.compile(
            "(?<![\\p{L}\\p{N}/])s/\\s?(?=(c|ci|civ|contr\\w*|gad\\w*|gd|mdc|inj\\w*|iny\\w*|fs|fat|sat|sup\\w*|gras\\w*|gord\\w*)\\b)");

    /** Every expression of the rules in force, compiled once. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private static final int REMEMBERED = 1_000;

    /** Protocols come again and again from patient to patient. */
    private static final Memo<List<String>, Wording> KNOWN = new Memo<>(REMEMBERED, Wording::new);

    private final List<String> words = new ArrayList<>();
    private final Map<List<String>, Optional<String>> found = new ConcurrentHashMap<>();

    private Wording(List<String> texts) {
        texts.forEach(this::add);
    }

    /** Words of description, protocol and sequence name together. */
    static Wording of(Acquisition acquisition) {
        String sequence = acquisition.sequenceName();
        return of(List.of(
                acquisition.seriesDescription(),
                acquisition.protocolName(),
                sequence.startsWith("*") ? sequence.substring(1) : sequence));
    }

    static Wording of(List<String> texts) {
        return KNOWN.of(texts);
    }

    /** True where nothing is said but by negations. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    /** First word, or pair of words, that one of the expressions matches and no negation precedes. */
    Optional<String> find(List<String> expressions) {
        return found.computeIfAbsent(expressions, this::search);
    }

    private Optional<String> search(List<String> expressions) {
        return expressions.stream()
                .map(expression -> COMPILED.computeIfAbsent(expression, Pattern::compile))
                .flatMap(p -> words.stream().filter(w -> p.matcher(w).matches()))
                .findFirst();
    }

    boolean names(List<String> expressions) {
        return find(expressions).isPresent();
    }

    private static String plain(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String bare = ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                .replaceAll("");
        String whole = Normalizer.normalize(bare, Normalizer.Form.NFC).replace("ß", "ss");
        String told = MINUS_SIGN
                .matcher(WITHOUT.matcher(whole.replace("w/o", " without ")).replaceAll(" without "))
                .replaceAll(" without $1$2 ");
        return SCRIPT_CHANGES.matcher(told).replaceAll(" ");
    }

    private void add(String text) {
        List<String> tokens = Arrays.stream(BETWEEN_WORDS.split(plain(text)))
                .filter(t -> !t.isEmpty())
                .toList();
        boolean before = true;
        for (int i = 0; i < tokens.size(); i++) {
            boolean negated = isNegated(tokens, i);
            if (!negated && !isAfterOperation(tokens, i) && !isPosition(tokens, i)) {
                words.add(tokens.get(i));
            }
            if (i > 0 && !before && !negated) {
                words.add(tokens.get(i - 1) + tokens.get(i));
            }
            before = negated;
        }
    }

    /** "post" that means no contrast agent. */
    private static boolean isAfterOperation(List<String> tokens, int at) {
        return tokens.get(at).matches("post?")
                && at + 1 < tokens.size()
                && AFTER_OPERATION.matcher(tokens.get(at + 1)).matches();
    }

    /** "pos 1", "pos neutra": a position, and no Portuguese "after". */
    private static boolean isPosition(List<String> tokens, int at) {
        return tokens.get(at).equals("pos")
                && at + 1 < tokens.size()
                && POSITION.matcher(tokens.get(at + 1)).matches();
    }

    private static boolean isNegated(List<String> tokens, int at) {
        if (NEGATIONS.contains(tokens.get(at))) {
            return true;
        }
        int before = at - 1;
        if (isReachedOver(tokens.get(at))) {
            while (before >= 0 && isReachedOver(tokens.get(before))) {
                before--;
            }
        }
        return before >= 0 && NEGATIONS.contains(tokens.get(before));
    }

    private static boolean isReachedOver(String token) {
        return REACHED_OVER.matcher(token).matches();
    }
}
