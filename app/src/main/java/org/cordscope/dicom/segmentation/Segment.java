package org.cordscope.dicom.segmentation;

import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/**
 * What the pixels of one segment stand for (PS3.3 C.8.20.4).
 *
 * @param label its name for people, at most 64 characters and no backslash
 * @param algorithm who drew it
 * @param algorithmName name of the program; empty only for what was drawn by hand
 * @param category general kind, of PS3.16 CID 7150
 * @param type the structure itself
 * @param colour in which to show it
 */
public record Segment(
        String label, Algorithm algorithm, String algorithmName, Code category, Code type, CieLab colour) {

    /** Segment Algorithm Type (0062,0008). */
    public enum Algorithm {
        MANUAL,
        SEMIAUTOMATIC,
        AUTOMATIC
    }

    public Segment {
        if (label.isBlank() || label.length() > 64 || label.contains("\\")) {
            throw new IllegalArgumentException("a label has 1 to 64 characters and no backslash: " + label);
        }
        if (algorithmName.length() > 64 || algorithmName.contains("\\")) {
            throw new IllegalArgumentException(
                    "an algorithm's name has at most 64 characters and no backslash: " + algorithmName);
        }
        if (algorithm != Algorithm.MANUAL && algorithmName.isBlank()) {
            throw new IllegalArgumentException("what was not drawn by hand names its algorithm: " + label);
        }
    }

    /** @param number from 1 */
    DataSet item(int number) {
        DataSet item = new DataSet()
                .set(SegmentationTag.SEGMENT_NUMBER, Vr.US, number)
                .set(SegmentationTag.SEGMENT_LABEL, Vr.LO, label)
                .set(SegmentationTag.SEGMENT_ALGORITHM_TYPE, Vr.CS, algorithm.name())
                .setItems(SegmentationTag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, category.item())
                .setItems(SegmentationTag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, type.item())
                .set(SegmentationTag.RECOMMENDED_DISPLAY_CIELAB_VALUE, Vr.US, colour.encoded());
        if (!algorithmName.isBlank()) {
            item.set(SegmentationTag.SEGMENT_ALGORITHM_NAME, Vr.LO, algorithmName);
        }
        return item;
    }
}
