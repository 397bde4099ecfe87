package org.cordscope.cohort.series;

import java.util.List;
import java.util.Locale;
import org.cordscope.study.Acquisition;

/**
 * Which region a series shows, as its attributes name it. The first that names one decides: its description, the protocol, Body
 * Part Examined, what was ordered for the whole study. Only a body part that is often a scanner's default gives way to a study
 * of the neck. A description of the study, or a body part, that names the neck and another region says nothing.
 *
 * @param named what the first attribute says that says anything
 * @param by that attribute, in words
 * @param neckScore how surely the neck is named, to compare series of one study: 0 for not at all
 */
record BodyRegion(Named named, String by, int neckScore) {
    /** What is named. */
    enum Named {
        NECK,
        ELSEWHERE,
        NOT_STATED
    }

    private record Source(String name, boolean neck, boolean elsewhere, boolean ofSeries, int score) {
        Named named() {
            if (neck && (ofSeries || !elsewhere)) {
                return Named.NECK;
            }
            return elsewhere && !neck ? Named.ELSEWHERE : Named.NOT_STATED;
        }
    }

    static BodyRegion of(Acquisition a, SeriesRules rules) {
        Source exam = source("the study's description", a.examDescription(), rules, false, 1);
        Source part = bodyPart(a, rules);
        boolean byDefault =
                exam.named() == Named.NECK && rules.defaultBodyParts().contains(plain(a.bodyPart()));
        List<Source> sources = List.of(
                source("Series Description", a.seriesDescription(), rules, true, 4),
                source("Protocol Name", a.protocolName(), rules, true, 4),
                byDefault ? exam : part,
                exam);
        int score = sources.stream()
                .filter(s -> s.named() == Named.NECK)
                .mapToInt(Source::score)
                .reduce(0, (x, y) -> x | y);
        return sources.stream()
                .filter(s -> s.named() != Named.NOT_STATED)
                .findFirst()
                .map(s -> new BodyRegion(s.named(), s.name(), s.named() == Named.NECK ? score : 0))
                .orElse(new BodyRegion(Named.NOT_STATED, "", 0));
    }

    /** Without free text. */
    String evidence() {
        return switch (named) {
            case NECK -> "the neck by " + by;
            case ELSEWHERE -> "another body region by " + by;
            case NOT_STATED -> "no attribute names the body region";
        };
    }

    private static Source source(String name, String text, SeriesRules rules, boolean ofSeries, int score) {
        Wording words = Wording.of(List.of(text));
        return new Source(
                name,
                words.names(rules.words().cervical()),
                words.names(rules.words().otherRegion()),
                ofSeries,
                score);
    }

    private static Source bodyPart(Acquisition a, SeriesRules rules) {
        String part = plain(a.bodyPart());
        Source words = source("Body Part Examined", a.bodyPart(), rules, false, 2);
        boolean neck = rules.cervicalBodyParts().contains(part);
        boolean elsewhere = rules.otherBodyParts().contains(part);
        return new Source(words.name(), neck || words.neck(), elsewhere || words.elsewhere(), false, words.score());
    }

    private static String plain(String bodyPart) {
        return bodyPart.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }
}
