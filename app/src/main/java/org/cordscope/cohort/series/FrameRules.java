package org.cordscope.cohort.series;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SlicePlane.Orientation;
import org.jspecify.annotations.Nullable;

/** Asks the rules of one frame at a time, in their order; of a frame like the one before only once. */
final class FrameRules {
    private final SeriesRules rules;
    private final List<SeriesRule> order;
    private final Map<Acquisition, Weighting> weightings = new HashMap<>();
    private final Map<Acquisition, BodyRegion> regions = new HashMap<>();
    private @Nullable Asked last;
    private Optional<SeriesRule> lastAnswer = Optional.empty();

    FrameRules(SeriesRules rules) {
        this.rules = rules;
        this.order = rules.order();
    }

    /**
     * All that the rules look at: the same for most frames of a series.
     *
     * @param placed true where plane and spacing are known
     * @param axial true where the plane is within the tilt that the rules allow
     */
    private record Asked(String sopClassUid, Acquisition acquisition, boolean placed, boolean axial) {}

    /** The first rule that refuses the frame; empty where it may be a slice of the wanted series. */
    Optional<SeriesRule> refusal(InstanceHeader header, FrameHeader frame) {
        boolean placed = frame.plane() != null && frame.spacing() != null;
        Asked asked = new Asked(header.sopClassUid(), frame.acquisition(), placed, isAxial(frame.plane()));
        if (!asked.equals(last)) {
            Weighting weighting = weighting(frame.acquisition());
            lastAnswer = order.stream()
                    .filter(rule -> refuses(rule, asked, weighting))
                    .findFirst();
            last = asked;
        }
        return lastAnswer;
    }

    Weighting weighting(Acquisition acquisition) {
        return weightings.computeIfAbsent(acquisition, a -> new Weighting(a, rules, Wording.of(a)));
    }

    private boolean refuses(SeriesRule rule, Asked asked, Weighting weighting) {
        Acquisition a = asked.acquisition();
        return switch (rule) {
            case MODALITY -> !isMr(asked.sopClassUid(), a);
            case BURNED_IN_ANNOTATION -> a.burnedInAnnotation();
            case MOSAIC -> a.mosaic() || hasImageType(a, List.of("MOSAIC"));
            case LOCALISER -> isLocaliser(a, weighting);
            case DERIVED ->
                hasImageType(a, rules.refusedImageTypes())
                        || weighting.words().names(rules.words().derived());
            case GEOMETRY -> !asked.placed();
            case PLANE -> !asked.axial();
            case REGION -> region(a).named() == BodyRegion.Named.ELSEWHERE;
            case CONTRAST -> isAfterContrast(a, weighting.words());
            case ECHO_PLANAR -> hasImageType(a, rules.echoPlanarImageTypes()) || weighting.isEchoPlanar();
            case INVERSION_RECOVERY -> weighting.isInversionRecovery();
            case FAT_SATURATION -> weighting.isFatSaturated();
            case T2STAR -> weighting.isT2star() && !rules.allowT2star();
            case GRADIENT_ECHO -> weighting.isGradientEcho() && !weighting.isT2star();
            case T2_WEIGHTING -> !weighting.isT2star() && !weighting.isT2();
            case REPEATED_POSITIONS, TOO_FEW_SLICES -> false;
        };
    }

    private static boolean isMr(String sopClassUid, Acquisition a) {
        String modality = a.modality().strip();
        return modality.isEmpty() ? MR_IMAGES.contains(sopClassUid) : modality.equals("MR");
    }

    /** MR Image Storage, Enhanced MR, Enhanced MR Color, Legacy Converted Enhanced MR (PS3.6 table A-1). */
    private static final List<String> MR_IMAGES = List.of(
            "1.2.840.10008.5.1.4.1.1.4",
            "1.2.840.10008.5.1.4.1.1.4.1",
            "1.2.840.10008.5.1.4.1.1.4.3",
            "1.2.840.10008.5.1.4.1.1.4.4");

    private boolean isLocaliser(Acquisition a, Weighting weighting) {
        Integer plane = a.seriesPlane();
        Double echoTime = a.echoTimeMs();
        boolean quickFlash = a.sequenceName().contains("fl2d1")
                && echoTime != null
                && echoTime <= rules.localiserMaxEchoTimeMs()
                && !weighting.words().names(rules.words().otherWeighting());
        return (plane != null && plane == rules.localiserSeriesPlane())
                || hasImageType(a, rules.localiserImageTypes())
                || quickFlash
                || weighting.words().names(rules.words().localiser());
    }

    private boolean isAxial(@Nullable SlicePlane plane) {
        return plane != null
                && tiltDegrees(plane) <= rules.maxTiltDegrees()
                && plane.orientation() == Orientation.AXIAL;
    }

    /** Angle between the normal of the plane and the long axis of the patient. */
    static double tiltDegrees(SlicePlane plane) {
        return Math.toDegrees(Math.acos(Math.min(1, Math.abs(plane.normal().z()))));
    }

    BodyRegion region(Acquisition acquisition) {
        return regions.computeIfAbsent(acquisition, a -> BodyRegion.of(a, rules));
    }

    private boolean isAfterContrast(Acquisition a, Wording words) {
        return isAgent(a.contrastAgent())
                || (words.names(rules.words().contrast())
                        && !words.names(rules.words().beforeContrast()));
    }

    private boolean isAgent(String agent) {
        Wording words = Wording.of(List.of(agent));
        return !words.isEmpty()
                && !rules.noContrastAgent().contains(agent.strip().toUpperCase(Locale.ROOT))
                && !words.names(rules.words().beforeContrast());
    }

    private static boolean hasImageType(Acquisition a, List<String> types) {
        return a.imageType().stream()
                .map(t -> t.strip().toUpperCase(Locale.ROOT))
                .anyMatch(types::contains);
    }
}
