package org.cordscope.cohort.series;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.study.Acquisition;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.jspecify.annotations.Nullable;

/** Asks the rules of one frame at a time, in their order. What depends on the acquisition alone is worked out once. */
final class FrameRules {
    private final SeriesRules rules;
    private final List<SeriesRule> order;
    private final Map<Acquisition, Weighting> weightings = new HashMap<>();
    private final Map<List<String>, Wording> wordings = new HashMap<>();
    private @Nullable Acquisition lastAcquisition;
    private @Nullable Weighting lastWeighting;

    FrameRules(SeriesRules rules) {
        this.rules = rules;
        this.order = rules.order();
    }

    /** The first rule that refuses the frame; empty where it may be a slice of the wanted series. */
    Optional<SeriesRule> refusal(InstanceHeader header, FrameHeader frame) {
        Weighting weighting = weighting(frame.acquisition());
        for (SeriesRule rule : order) {
            if (refuses(rule, header, frame, weighting)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private Wording wording(Acquisition acquisition) {
        return wordings.computeIfAbsent(Wording.texts(acquisition), texts -> Wording.of(acquisition));
    }

    Weighting weighting(Acquisition acquisition) {
        if (!acquisition.equals(lastAcquisition)) {
            lastWeighting = weightings.computeIfAbsent(acquisition, a -> new Weighting(a, rules, wording(a)));
            lastAcquisition = acquisition;
        }
        return Objects.requireNonNull(lastWeighting);
    }

    private boolean refuses(SeriesRule rule, InstanceHeader header, FrameHeader frame, Weighting weighting) {
        Acquisition a = frame.acquisition();
        return switch (rule) {
            case MODALITY -> !isMr(header, a);
            case BURNED_IN_ANNOTATION -> a.burnedInAnnotation();
            case MOSAIC -> a.mosaic() || hasImageType(a, List.of("MOSAIC"));
            case LOCALISER -> isLocaliser(a, weighting);
            case DERIVED ->
                hasImageType(a, rules.refusedImageTypes())
                        || weighting.words().names(rules.words().derived());
            case GEOMETRY -> frame.plane() == null || frame.spacing() == null;
            case PLANE -> !isAxial(frame.plane());
            case REGION -> isOtherRegion(a, weighting.words());
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

    private static boolean isMr(InstanceHeader header, Acquisition a) {
        String modality = a.modality().strip();
        return modality.isEmpty() ? MR_IMAGES.contains(header.sopClassUid()) : modality.equals("MR");
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
        return plane != null && tiltDegrees(plane) <= rules.maxTiltDegrees() && Planes.dominantAxis(plane) == 2;
    }

    /** Angle between the normal of the plane and the long axis of the patient. */
    static double tiltDegrees(SlicePlane plane) {
        return Math.toDegrees(Math.acos(Math.min(1, Math.abs(plane.normal().z()))));
    }

    private boolean isOtherRegion(Acquisition a, Wording words) {
        String part = a.bodyPart().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        if (rules.cervicalBodyParts().contains(part)
                || words.names(rules.words().cervical())) {
            return false;
        }
        return rules.otherBodyParts().contains(part)
                || words.names(rules.words().otherRegion());
    }

    boolean namesTheNeck(Acquisition a) {
        String part = a.bodyPart().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        return rules.cervicalBodyParts().contains(part)
                || weighting(a).words().names(rules.words().cervical());
    }

    private boolean isAfterContrast(Acquisition a, Wording words) {
        String agent = a.contrastAgent().strip().toUpperCase(Locale.ROOT);
        return !rules.noContrastAgent().contains(agent)
                || words.names(rules.words().contrast());
    }

    private static boolean hasImageType(Acquisition a, List<String> types) {
        return a.imageType().stream()
                .map(t -> t.strip().toUpperCase(Locale.ROOT))
                .anyMatch(types::contains);
    }
}
