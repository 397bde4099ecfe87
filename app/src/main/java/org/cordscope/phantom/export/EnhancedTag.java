package org.cordscope.phantom.export;

/** Tags that only enhanced MR images have and that nothing reads, by their keyword in PS3.6. */
final class EnhancedTag {
    static final int PERCENT_SAMPLING = 0x00180093;
    static final int PERCENT_PHASE_FIELD_OF_VIEW = 0x00180094;
    static final int CONTENT_QUALIFICATION = 0x00189004;
    static final int PHASE_CONTRAST = 0x00189014;
    static final int TIME_OF_FLIGHT_CONTRAST = 0x00189015;
    static final int BLOOD_SIGNAL_NULLING = 0x00189022;
    static final int TAGGING = 0x00189028;
    static final int OVERSAMPLING_PHASE = 0x00189029;
    static final int GEOMETRY_OF_K_SPACE_TRAVERSAL = 0x00189032;
    static final int SEGMENTED_K_SPACE_TRAVERSAL = 0x00189033;
    static final int RECTILINEAR_PHASE_ENCODE_REORDERING = 0x00189034;
    static final int PARTIAL_FOURIER_DIRECTION = 0x00189036;
    static final int RECEIVE_COIL_MANUFACTURER_NAME = 0x00189041;
    static final int RECEIVE_COIL_TYPE = 0x00189043;
    static final int QUADRATURE_RECEIVE_COIL = 0x00189044;
    static final int MULTI_COIL_DEFINITION_SEQUENCE = 0x00189045;
    static final int MULTI_COIL_ELEMENT_NAME = 0x00189047;
    static final int MULTI_COIL_ELEMENT_USED = 0x00189048;
    static final int MR_TRANSMIT_COIL_SEQUENCE = 0x00189049;
    static final int TRANSMIT_COIL_MANUFACTURER_NAME = 0x00189050;
    static final int TRANSMIT_COIL_TYPE = 0x00189051;
    static final int K_SPACE_FILTERING = 0x00189064;
    static final int NUMBER_OF_K_SPACE_TRAJECTORIES = 0x00189093;
    static final int TRANSMITTER_FREQUENCY = 0x00189098;
    static final int SLAB_THICKNESS = 0x00189104;
    static final int SLAB_ORIENTATION = 0x00189105;
    static final int MID_SLAB_POSITION = 0x00189106;
    static final int MR_SPATIAL_SATURATION_SEQUENCE = 0x00189107;
    static final int APPLICABLE_SAFETY_STANDARD_AGENCY = 0x00189174;
    static final int OPERATING_MODE_SEQUENCE = 0x00189176;
    static final int OPERATING_MODE_TYPE = 0x00189177;
    static final int OPERATING_MODE = 0x00189178;
    static final int SPECIFIC_ABSORPTION_RATE_DEFINITION = 0x00189179;
    static final int GRADIENT_OUTPUT_TYPE = 0x00189180;
    static final int SPECIFIC_ABSORPTION_RATE_VALUE = 0x00189181;
    static final int GRADIENT_OUTPUT = 0x00189182;
    static final int FLOW_COMPENSATION_DIRECTION = 0x00189183;
    static final int SPECIFIC_ABSORPTION_RATE_SEQUENCE = 0x00189239;

    private EnhancedTag() {}
}
