package org.cordscope.cohort.series;

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

/** The words of a series' descriptions: weak evidence, asked where the technical attributes are silent. Safe for several threads. */
final class Wording {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{Alnum}*+]+");
    private static final Set<String> NEGATIONS = Set.of("no", "non", "without", "wo", "ohne", "sans");

    /** Every expression of the rules in force, compiled once. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private static final int REMEMBERED = 1_000;

    /** By description, protocol and sequence name: protocols come again and again from patient to patient. */
    private static final Memo<List<String>, Wording> KNOWN = new Memo<>(REMEMBERED, Wording::new);

    private final List<String> words = new ArrayList<>();
    private final Map<List<String>, Optional<String>> found = new ConcurrentHashMap<>();

    private Wording(List<String> texts) {
        texts.forEach(this::add);
    }

    static Wording of(Acquisition acquisition) {
        String sequence = acquisition.sequenceName();
        return KNOWN.of(List.of(
                acquisition.seriesDescription(),
                acquisition.protocolName(),
                sequence.startsWith("*") ? sequence.substring(1) : sequence));
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

    private void add(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace("w/o", " without ");
        List<String> tokens = Arrays.stream(BETWEEN_WORDS.split(plain))
                .filter(t -> !t.isEmpty())
                .toList();
        for (int i = 0; i < tokens.size(); i++) {
            if (!negated(tokens, i)) {
                words.add(tokens.get(i));
            }
            if (i > 0 && !negated(tokens, i - 1) && !negated(tokens, i)) {
                words.add(tokens.get(i - 1) + tokens.get(i));
            }
        }
    }

    private static boolean negated(List<String> tokens, int at) {
        boolean before = at > 0 && NEGATIONS.contains(tokens.get(at - 1));
        boolean beforePair = at > 1 && tokens.get(at).equals("sat") && NEGATIONS.contains(tokens.get(at - 2));
        return before || beforePair || NEGATIONS.contains(tokens.get(at));
    }
}
