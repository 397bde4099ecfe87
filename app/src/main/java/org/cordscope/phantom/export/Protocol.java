package org.cordscope.phantom.export;

import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Manufacturer;

/**
 * What a maker's header says of one kind of series. The wording follows what headers of the three makers look like in public
 * collections.
 *
 * @param sequenceName Sequence Name (0018,0024); empty where the maker leaves it out
 */
record Protocol(
        String description,
        String protocolName,
        String sequenceName,
        List<String> imageType,
        List<String> scanningSequence,
        List<String> sequenceVariant,
        List<String> scanOptions,
        double echoTimeMs,
        double repetitionTimeMs,
        int echoTrainLength,
        double flipAngleDegrees) {

    /** The flip angle of a turbo spin echo is that of its refocusing pulses. */
    private static final double EXCITATION_DEGREES = 90;

    Protocol {
        imageType = List.copyOf(imageType);
        scanningSequence = List.copyOf(scanningSequence);
        sequenceVariant = List.copyOf(sequenceVariant);
        scanOptions = List.copyOf(scanOptions);
    }

    /** @throws IllegalArgumentException for the report, which no scanner makes */
    static Protocol of(Manufacturer manufacturer, SeriesKind kind) {
        return switch (manufacturer) {
            case GE -> GeProtocols.of(kind);
            case SIEMENS -> SiemensProtocols.of(kind);
            case PHILIPS -> PhilipsProtocols.of(kind);
        };
    }

    Protocol withScanningSequence(List<String> other) {
        return new Protocol(
                description,
                protocolName,
                sequenceName,
                imageType,
                other,
                sequenceVariant,
                scanOptions,
                echoTimeMs,
                repetitionTimeMs,
                echoTrainLength,
                flipAngleDegrees);
    }

    /** The protocol as one site runs it: timing a little different from the maker's. */
    Protocol varied(SeededDraw draw) {
        double echo = echoTimeMs * draw.normal(1, 0.07, 0.85, 1.18);
        double repetition = repetitionTimeMs * draw.normal(1, 0.13, 0.75, 1.4);
        return new Protocol(
                description,
                protocolName,
                sequenceName,
                imageType,
                scanningSequence,
                sequenceVariant,
                scanOptions,
                echo >= 30 ? Math.round(echo) : Math.round(10 * echo) / 10.0,
                repetition >= 100 ? Math.round(repetition / 10) * 10.0 : Math.round(10 * repetition) / 10.0,
                echoTrainLength,
                flipAngleDegrees);
    }

    /** What the sequence makes of tissue in a field. */
    Contrast contrast(SeriesKind kind, double tesla) {
        boolean gradientEcho = scanningSequence.contains("GR");
        double flip = gradientEcho ? flipAngleDegrees : EXCITATION_DEGREES;
        return new Contrast(kind.weighting(), repetitionTimeMs, echoTimeMs, flip, tesla);
    }

    static IllegalArgumentException notScanned(SeriesKind kind) {
        return new IllegalArgumentException("no scanner makes the series " + kind);
    }
}
