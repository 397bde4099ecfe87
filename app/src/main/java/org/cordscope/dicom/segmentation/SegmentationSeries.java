package org.cordscope.dicom.segmentation;

import java.time.LocalDateTime;

/**
 * What the segmentation says of itself: its series, which holds nothing else, and who made it when.
 *
 * @param description Series Description and Content Description, at most 64 characters and no backslash
 * @param contentLabel code string of at most 16 capitals, digits, spaces and underscores
 * @param creator person name, as {@code Doe^Jane}; may be empty
 * @param made when the masks were drawn
 * @param manufacturer who makes the software, with its {@code model} name and {@code version}
 */
public record SegmentationSeries(
        String seriesUid,
        String sopInstanceUid,
        int seriesNumber,
        String description,
        String contentLabel,
        String creator,
        LocalDateTime made,
        String manufacturer,
        String model,
        String version) {

    public SegmentationSeries {
        if (seriesUid.isBlank() || sopInstanceUid.isBlank() || seriesUid.equals(sopInstanceUid)) {
            throw new IllegalArgumentException("series and instance need a UID each: " + seriesUid);
        }
        if (!contentLabel.matches("[A-Z0-9_ ]{1,16}") || description.length() > 64 || description.contains("\\")) {
            throw new IllegalArgumentException("not a label and a description: " + contentLabel + ", " + description);
        }
        if (manufacturer.isBlank() || model.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("manufacturer, model and version cannot be left out: " + manufacturer
                    + ", " + model + ", " + version);
        }
    }
}
