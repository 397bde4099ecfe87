package org.cordscope.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a slice was acquired, as the header says it: the evidence for choosing the axial T2-weighted series. Texts are empty
 * and numbers null where the header is silent. For enhanced multi-frame files the functional groups have been consulted.
 *
 * @param examDescription what was examined, for all series of the study alike: Study Description (0008,1030), Requested
 *     Procedure Description (0032,1060), Performed Procedure Step Description (0040,0254)
 * @param imageType values of Image Type (0008,0008)
 * @param scanningSequence values of Scanning Sequence (0018,0020); derived from Echo Pulse Sequence for enhanced files
 * @param scanOptions values of Scan Options (0018,0022)
 * @param fatSaturated true where the header states fat suppression by itself: Spectrally Selected Suppression (0018,9025)
 *     is FAT, or similar; Scan Options are left to the rules
 * @param echoTimeMs as all times and the echo train: null also where the header says 0, which some writers do for unknown
 * @param echoNumber Echo Number (0018,0086)
 * @param stackId Stack ID (0020,9056) of an enhanced frame
 * @param seriesPlane GE private series plane (0019,1017): 2 axial, 4 sagittal, 8 coronal, 16 oblique, 256 localiser
 * @param contrastAgent Contrast/Bolus Agent (0018,0010)
 * @param mosaic true for a Siemens mosaic, whose one picture holds many slices
 */
public record Acquisition(
        String modality,
        String manufacturer,
        String examDescription,
        String seriesDescription,
        String protocolName,
        String sequenceName,
        String bodyPart,
        String contrastAgent,
        List<String> imageType,
        List<String> scanningSequence,
        List<String> sequenceVariant,
        List<String> scanOptions,
        boolean fatSaturated,
        boolean burnedInAnnotation,
        boolean mosaic,
        String stackId,
        @Nullable Double echoTimeMs,
        @Nullable Double repetitionTimeMs,
        @Nullable Double inversionTimeMs,
        @Nullable Double flipAngleDegrees,
        @Nullable Double echoTrainLength,
        @Nullable Double sliceThicknessMm,
        @Nullable Integer echoNumber,
        @Nullable Integer seriesPlane) {

    public Acquisition {
        imageType = List.copyOf(imageType);
        scanningSequence = List.copyOf(scanningSequence);
        sequenceVariant = List.copyOf(sequenceVariant);
        scanOptions = List.copyOf(scanOptions);
        echoTimeMs = positive(echoTimeMs);
        repetitionTimeMs = positive(repetitionTimeMs);
        inversionTimeMs = positive(inversionTimeMs);
        echoTrainLength = positive(echoTrainLength);
    }

    private static @Nullable Double positive(@Nullable Double value) {
        return value != null && value > 0 ? value : null;
    }
}
