package org.cordscope.deid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cordscope.dicom.DataSet;

/** Files that no list of attributes can make safe, or that the list would spoil. */
final class Quarantine {
    /** The classes whose attributes the list was made for (PS3.6 table A-1). */
    private static final Map<String, String> KNOWN_CLASSES = Map.of(
            "1.2.840.10008.5.1.4.1.1.4", "MR Image",
            "1.2.840.10008.5.1.4.1.1.4.1", "Enhanced MR Image",
            "1.2.840.10008.5.1.4.1.1.4.4", "Legacy Converted Enhanced MR Image");

    private Quarantine() {}

    /** Why the file must not be used; empty where it may. */
    static Optional<String> reason(DataSet data) {
        String burnedIn = upper(data, DeidTag.BURNED_IN_ANNOTATION);
        if (data.contains(DeidTag.CONVERSION_TYPE)) {
            return Optional.of("secondary capture");
        }
        if (!KNOWN_CLASSES.containsKey(data.string(DeidTag.SOP_CLASS_UID).orElse(""))) {
            return Optional.of("not an MR image by its SOP class");
        }
        if (!burnedIn.isEmpty() && !burnedIn.equals("NO")) {
            return Optional.of("annotation burned into the pixels");
        }
        if (hasOverlayInPixels(data)) {
            return Optional.of("overlay kept in unused bits of the pixels");
        }
        if (data.contains(DeidTag.MODALITY_LUT_SEQUENCE)) {
            return Optional.of("pixels go through a lookup table");
        }
        if (upper(data, DeidTag.PHOTOMETRIC_INTERPRETATION).startsWith("PALETTE")) {
            return Optional.of("palette colours");
        }
        return missing(data);
    }

    private static Optional<String> missing(DataSet data) {
        List<Integer> required = List.of(
                DeidTag.STUDY_INSTANCE_UID, DeidTag.SERIES_INSTANCE_UID, DeidTag.SOP_INSTANCE_UID, DeidTag.PIXEL_DATA);
        if (!required.stream().allMatch(data::contains)) {
            return Optional.of("pixels or UIDs missing");
        }
        boolean anonymous = data.string(DeidTag.PATIENT_ID).orElse("").isBlank();
        return anonymous ? Optional.of("Patient ID is empty, so that patients cannot be told apart") : Optional.empty();
    }

    /** An overlay group 6000-60fe whose bits are inside the pixels: Overlay Bits Allocated above 1 (PS3.3 C.9.2, retired). */
    private static boolean hasOverlayInPixels(DataSet data) {
        return data.tags().stream()
                .filter(tag -> tag >>> 24 == 0x60 && (tag & 0xffff) == 0x0100)
                .anyMatch(tag -> data.integer(tag).orElse(1) > 1);
    }

    private static String upper(DataSet data, int tag) {
        return data.string(tag).orElse("").strip().toUpperCase(Locale.ROOT);
    }
}
