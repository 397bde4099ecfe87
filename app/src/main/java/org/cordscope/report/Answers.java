package org.cordscope.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sentences about a study by the names that reporting checklists ask for them; what is not known is absent. */
final class Answers {
    private final Map<String, String> sentences = new LinkedHashMap<>();

    /** @param values fill the sentence as {@link String#format} does; without any it stands as it is */
    void say(String name, String sentence, Object... values) {
        sentences.put(name, values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values));
    }

    /** Takes over sentences that somebody else has said. */
    void take(Map<String, String> others) {
        sentences.putAll(others);
    }

    /** Those of the named sentences that are known, as one paragraph. */
    String paragraph(String... names) {
        return Stream.of(names)
                .map(name -> sentences.getOrDefault(name, ""))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    Map<String, String> all() {
        return Map.copyOf(sentences);
    }

    /** A setting without needless decimals. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
