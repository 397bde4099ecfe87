package org.cordscope.dicom.segmentation;

/** Tags that only segmentations have, by their keyword in PS3.6. */
final class SegmentationTag {
    static final int SPATIAL_LOCATIONS_PRESERVED = 0x0028135a;
    static final int SEGMENTATION_TYPE = 0x00620001;
    static final int SEGMENT_SEQUENCE = 0x00620002;
    static final int SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE = 0x00620003;
    static final int SEGMENT_NUMBER = 0x00620004;
    static final int SEGMENT_LABEL = 0x00620005;
    static final int SEGMENT_ALGORITHM_TYPE = 0x00620008;
    static final int SEGMENT_ALGORITHM_NAME = 0x00620009;
    static final int SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062000a;
    static final int RECOMMENDED_DISPLAY_CIELAB_VALUE = 0x0062000d;
    static final int SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE = 0x0062000f;
    static final int SEGMENTS_OVERLAP = 0x00620013;

    private SegmentationTag() {}
}
