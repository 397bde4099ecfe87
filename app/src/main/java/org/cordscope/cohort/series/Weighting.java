package org.cordscope.cohort.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.study.Acquisition;
import org.jspecify.annotations.Nullable;

/**
 * What contrast an acquisition shows. Technical attributes decide; where they are silent the words of the descriptions do,
 * and where both are silent nothing is shown.
 */
final class Weighting {
    private final Acquisition acquisition;
    private final SeriesRules rules;
    private final Wording words;

    Weighting(Acquisition acquisition, SeriesRules rules, Wording words) {
        this.acquisition = acquisition;
        this.rules = rules;
        this.words = words;
    }

    Wording words() {
        return words;
    }

    boolean isEchoPlanar() {
        return has("EP") || words.names(rules.words().echoPlanar());
    }

    /** Any inversion: STIR and TIRM by their short inversion time, FLAIR by its long one. */
    boolean isInversionRecovery() {
        Double inversion = acquisition.inversionTimeMs();
        boolean timed = inversion != null && inversion > 0 && !has("GR");
        return has("IR") || timed || words.names(rules.words().inversionRecovery());
    }

    boolean isFatSaturated() {
        boolean option = isAmong(acquisition.scanOptions(), rules.fatSaturationScanOptions());
        boolean otherDixonImage = isDixon() && !isInPhase();
        return option
                || acquisition.fatSaturated()
                || otherDixonImage
                || isAmong(acquisition.imageType(), rules.waterImageTypes())
                || words.names(rules.words().fatSaturation());
    }

    private boolean isDixon() {
        List<String> dixon = List.of("DIXON");
        return words.names(rules.words().dixon())
                || isAmong(acquisition.scanOptions(), dixon)
                || isAmong(acquisition.imageType(), dixon);
    }

    private boolean isInPhase() {
        return words.names(rules.words().dixonInPhase()) || isAmong(acquisition.imageType(), rules.inPhaseImageTypes());
    }

    private static boolean isAmong(List<String> values, List<String> wanted) {
        return values.stream().map(v -> v.strip().toUpperCase(Locale.ROOT)).anyMatch(wanted::contains);
    }

    boolean isGradientEcho() {
        return has("GR") && !has("SE");
    }

    boolean isT2star() {
        Double echo = acquisition.echoTimeMs();
        boolean named = words.names(rules.words().t2star());
        if (isGradientEcho()) {
            return echo == null ? named : echo >= rules.minT2starEchoTimeMs();
        }
        return isSequenceSilent() && named && !words.names(rules.words().turboSpinEcho());
    }

    boolean isT2() {
        if (isGradientEcho() || isBelow(acquisition.echoTimeMs(), rules.minEchoTimeMs())) {
            return false;
        }
        if (isBelow(acquisition.repetitionTimeMs(), minRepetitionTimeMs())
                || isBelow(acquisition.echoTrainLength(), rules.minEchoTrainLength())) {
            return false;
        }
        boolean named =
                words.names(rules.words().t2()) && !words.names(rules.words().otherWeighting());
        if (acquisition.echoTimeMs() == null) {
            return named;
        }
        boolean spinEcho = has("SE");
        boolean train = acquisition.echoTrainLength() != null;
        return spinEcho || train || named || words.names(rules.words().turboSpinEcho());
    }

    /** Three-dimensional turbo spin echo refocuses by long trains, and needs less time between them. */
    private double minRepetitionTimeMs() {
        Double train = acquisition.echoTrainLength();
        boolean long3d = train != null && train >= rules.longEchoTrainLength();
        return long3d
                ? Math.min(rules.minRepetitionTimeOfLongTrainMs(), rules.minRepetitionTimeMs())
                : rules.minRepetitionTimeMs();
    }

    boolean isStated() {
        return acquisition.echoTimeMs() != null && !isSequenceSilent();
    }

    /** What the header says of the contrast, without its free text. */
    List<String> evidence() {
        List<String> said = new ArrayList<>();
        said.add("echo time " + milliseconds(acquisition.echoTimeMs()) + ", repetition time "
                + milliseconds(acquisition.repetitionTimeMs()) + ", echo train " + number(acquisition.echoTrainLength())
                + ", Scanning Sequence "
                + (isSequenceSilent() ? "not stated" : String.join("/", sequence())));
        sayBelow(said, "echo time", acquisition.echoTimeMs(), rules.minEchoTimeMs(), " ms");
        sayBelow(said, "repetition time", acquisition.repetitionTimeMs(), minRepetitionTimeMs(), " ms");
        sayBelow(said, "echo train", acquisition.echoTrainLength(), rules.minEchoTrainLength(), "");
        if (isDixon()) {
            said.add(isInPhase() ? "Dixon, the image in phase" : "Dixon, and not the image in phase");
        }
        words.find(rules.words().t2()).ifPresent(w -> said.add("the description names T2"));
        words.find(rules.words().t2star()).ifPresent(w -> said.add("the description names a T2* sequence"));
        words.find(rules.words().turboSpinEcho()).ifPresent(w -> said.add("the description names turbo spin echo"));
        words.find(rules.words().otherWeighting()).ifPresent(w -> said.add("the description names another weighting"));
        if (!isStated()) {
            said.add("weak evidence: the technical attributes are incomplete");
        }
        return said;
    }

    private boolean has(String code) {
        return sequence().contains(code);
    }

    /** Scanning Sequence without RM (research mode), which says nothing; some writers name the turbo spin echo there. */
    private List<String> sequence() {
        return acquisition.scanningSequence().stream()
                .map(s -> s.strip().toUpperCase(Locale.ROOT).replaceFirst("^[TF]SE$", "SE"))
                .filter(s -> List.of("SE", "IR", "GR", "EP").contains(s))
                .toList();
    }

    private boolean isSequenceSilent() {
        return sequence().isEmpty();
    }

    private static boolean isBelow(@Nullable Double value, double limit) {
        return value != null && value < limit;
    }

    private static void sayBelow(List<String> said, String what, @Nullable Double value, double limit, String unit) {
        if (isBelow(value, limit)) {
            said.add(what + " below the " + number(limit) + unit + " that the rules ask of T2");
        }
    }

    private static String milliseconds(@Nullable Double value) {
        return value == null ? "not stated" : number(value) + " ms";
    }

    private static String number(@Nullable Double value) {
        return value == null
                ? "not stated"
                : BigDecimal.valueOf(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
