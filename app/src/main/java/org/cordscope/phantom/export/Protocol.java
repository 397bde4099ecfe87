package org.cordscope.phantom.export;

import java.util.List;
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

    static IllegalArgumentException notScanned(SeriesKind kind) {
        return new IllegalArgumentException("no scanner makes the series " + kind);
    }
}
