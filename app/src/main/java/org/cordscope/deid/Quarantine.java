package org.cordscope.deid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordscope.dicom.DataSet;

/** Files that no table of attributes can make safe, or that cleaning would spoil. */
final class Quarantine {
    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";

    /** The classes that can be cleaned, after {@link #STORAGE} (PS3.6 table A-1). */
    private static final Set<String> IMAGES = Set.of(
            "4", "4.1", "4.4", // MR
            "2", "2.1", "2.2", // CT
            "128", "130", "128.1", // PET
            "20", // NM
            "1", "1.1", "1.1.1"); // CR, DX

    /** Why others are not, by the beginning of what follows {@link #STORAGE}; the longest that fits counts. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("3.", "ultrasound, which usually has text in its pixels"),
            Map.entry("6.", "ultrasound, which usually has text in its pixels"),
            Map.entry("7.", "secondary capture"),
            Map.entry("9.", "waveforms"),
            Map.entry("11.", "a presentation state, which may hold text"),
            Map.entry("88.", "a structured report"),
            Map.entry("88.59.", "a key object selection, which may hold text"),
            Map.entry("104.", "an encapsulated document"),
            Map.entry("481.", "an object of radiotherapy"));

    private static final String ENHANCED_COLOUR = "4.3";
    private static final String NOT_KNOWN = "not an image of a class that can be cleaned";

    private Quarantine() {}

    /** True for the classes of enhanced multi-frame images. */
    static boolean isEnhanced(String sopClass) {
        return Set.of("4.1", "4.4", "2.1", "2.2", "130", "128.1").contains(afterStorage(sopClass));
    }

    /** Why the file must not be used; empty where it may. */
    static Optional<String> reason(DataSet data) {
        return ofClass(data).or(() -> ofPixels(data)).or(() -> missing(data));
    }

    private static Optional<String> ofClass(DataSet data) {
        boolean captured = !upper(data, DeidTag.CONVERSION_TYPE).isEmpty()
                || upper(data, DeidTag.MODALITY).equals("SC");
        String sopClass = afterStorage(data.string(DeidTag.SOP_CLASS_UID).orElse(""));
        if (captured) {
            return Optional.of("secondary capture");
        }
        if (IMAGES.contains(sopClass)) {
            return Optional.empty();
        }
        if (sopClass.equals(ENHANCED_COLOUR)) {
            return Optional.of("colour pixels, as screenshots have");
        }
        return REFUSED.entrySet().stream()
                .filter(entry -> (sopClass + ".").startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .or(() -> Optional.of(NOT_KNOWN));
    }

    private static Optional<String> ofPixels(DataSet data) {
        String burnedIn = upper(data, DeidTag.BURNED_IN_ANNOTATION);
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
        return isScreenshot(data) ? Optional.of("colour pixels, as screenshots have") : Optional.empty();
    }

    /** Scanners write acquired images in grey; what is in colour was drawn from them, often with text. */
    private static boolean isScreenshot(DataSet data) {
        List<String> type = data.strings(DeidTag.IMAGE_TYPE).stream()
                .map(v -> v.toUpperCase(Locale.ROOT))
                .toList();
        return data.integer(DeidTag.SAMPLES_PER_PIXEL).orElse(1) > 1
                || type.contains("SCREEN SAVE")
                || type.contains("SCREENSHOT");
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

    /**
     * An overlay group 6000-60fe whose bits are inside the pixels: Overlay Bits Allocated above 1, or a bit position above 0
     * (PS3.3 C.9.2, retired).
     */
    private static boolean hasOverlayInPixels(DataSet data) {
        return data.tags().stream()
                .filter(tag -> tag >>> 24 == 0x60 && ((tag & 0xffff) == 0x0100 || (tag & 0xffff) == 0x0102))
                .anyMatch(tag -> data.integer(tag).orElse(0) > ((tag & 0xffff) == 0x0100 ? 1 : 0));
    }

    private static String afterStorage(String sopClass) {
        return sopClass.startsWith(STORAGE) ? sopClass.substring(STORAGE.length()) : "";
    }

    private static String upper(DataSet data, int tag) {
        return data.string(tag).orElse("").strip().toUpperCase(Locale.ROOT);
    }
}
