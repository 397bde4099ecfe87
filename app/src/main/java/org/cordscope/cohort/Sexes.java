package org.cordscope.cohort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words for a patient's sex, in the languages of trial sites, and their DICOM codes (PS3.3 C.7.1.1: M, F, O). */
final class Sexes {
    private static final Map<String, String> CODES = Stream.of(
                    words(
                            "M",
                            "m male man boy männlich maennlich mann homme masculin h masculino hombre varón varon maschio"
                                    + " maschile uomo mannelijk homem mężczyzna mezczyzna мужской муж мужчина 男 男性"),
                    words(
                            "F",
                            "f female woman girl weiblich w frau femme féminin feminin femenino mujer feminino mulher femmina"
                                    + " femminile donna vrouw vrouwelijk kobieta kvinna kvinne kvinde женский жен женщина 女"
                                    + " 女性"),
                    words("O", "o other divers d x intersex non-binary nonbinary"))
            .flatMap(Function.identity())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Sexes() {}

    /** Empty for what is not known or stands for different sexes in different places, as 1, 2 and V do. */
    static Optional<String> code(String word) {
        return Optional.ofNullable(CODES.get(word.toLowerCase(Locale.ROOT)));
    }

    private static Stream<Map.Entry<String, String>> words(String code, String words) {
        return Arrays.stream(words.split(" ", -1)).map(word -> Map.entry(word, code));
    }
}
