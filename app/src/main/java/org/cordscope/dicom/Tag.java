package org.cordscope.dicom;

/** Tags that Cordscope uses, by their keyword in PS3.6; those of private elements are named by their creator. */
public final class Tag {
    private Tag() {}

    // File meta information
    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    // DICOMDIR
    public static final int FILE_SET_ID = 0x00041130;
    public static final int DIRECTORY_RECORD_SEQUENCE = 0x00041220;
    public static final int DIRECTORY_RECORD_TYPE = 0x00041430;
    public static final int REFERENCED_FILE_ID = 0x00041500;

    // SOP common and general image
    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int INSTANCE_CREATION_DATE = 0x00080012;
    public static final int INSTANCE_CREATION_TIME = 0x00080013;
    public static final int INSTANCE_CREATOR_UID = 0x00080014;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;
    public static final int DERIVATION_DESCRIPTION = 0x00082111;
    public static final int DERIVATION_CODE_SEQUENCE = 0x00089215;
    public static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;
    public static final int INSTANCE_NUMBER = 0x00200013;
    public static final int PATIENT_ORIENTATION = 0x00200020;
    public static final int IMAGE_COMMENTS = 0x00204000;
    public static final int CONTENT_DATE = 0x00080023;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int ACQUISITION_DATE = 0x00080022;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int ACQUISITION_DATE_TIME = 0x0008002a;
    public static final int ACQUISITION_NUMBER = 0x00200012;
    public static final int IMAGES_IN_ACQUISITION = 0x00201002;
    public static final int BURNED_IN_ANNOTATION = 0x00280301;
    public static final int RECOGNIZABLE_VISUAL_FEATURES = 0x00280302;
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;
    public static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;
    public static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018a001;
    public static final int CONVERSION_TYPE = 0x00080064;
    public static final int DATE_OF_SECONDARY_CAPTURE = 0x00181012;
    public static final int PRESENTATION_LUT_SHAPE = 0x20500020;
    public static final int ICON_IMAGE_SEQUENCE = 0x00880200;

    // Patient
    public static final int PATIENT_NAME = 0x00100010;
    public static final int PATIENT_ID = 0x00100020;
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    public static final int PATIENT_BIRTH_TIME = 0x00100032;
    public static final int PATIENT_SEX = 0x00100040;
    public static final int OTHER_PATIENT_IDS = 0x00101000;
    public static final int OTHER_PATIENT_NAMES = 0x00101001;
    public static final int OTHER_PATIENT_IDS_SEQUENCE = 0x00101002;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int PATIENT_SIZE = 0x00101020;
    public static final int PATIENT_WEIGHT = 0x00101030;
    public static final int ETHNIC_GROUP = 0x00102160;
    public static final int PATIENT_COMMENTS = 0x00104000;
    public static final int ADDITIONAL_PATIENT_HISTORY = 0x001021b0;
    public static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
    public static final int DEIDENTIFICATION_METHOD = 0x00120063;
    public static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
    public static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
    public static final int CLINICAL_TRIAL_SPONSOR_NAME = 0x00120010;
    public static final int CLINICAL_TRIAL_PROTOCOL_ID = 0x00120020;
    public static final int CLINICAL_TRIAL_SUBJECT_ID = 0x00120040;

    // Study
    public static final int STUDY_INSTANCE_UID = 0x0020000d;
    public static final int STUDY_ID = 0x00200010;
    public static final int STUDY_DATE = 0x00080020;
    public static final int STUDY_TIME = 0x00080030;
    public static final int ACCESSION_NUMBER = 0x00080050;
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    public static final int STUDY_DESCRIPTION = 0x00081030;
    public static final int PHYSICIANS_OF_RECORD = 0x00081048;
    public static final int NAME_OF_PHYSICIANS_READING_STUDY = 0x00081060;
    public static final int REFERENCED_STUDY_SEQUENCE = 0x00081110;
    public static final int PROCEDURE_CODE_SEQUENCE = 0x00081032;
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;
    public static final int REQUESTED_PROCEDURE_ID = 0x00401001;
    public static final int REQUESTED_PROCEDURE_DESCRIPTION = 0x00321060;
    public static final int REQUESTED_PROCEDURE_CODE_SEQUENCE = 0x00321064;
    public static final int SCHEDULED_PROCEDURE_STEP_ID = 0x00400009;
    public static final int SCHEDULED_PROCEDURE_STEP_DESCRIPTION = 0x00400007;

    // Series
    public static final int SERIES_INSTANCE_UID = 0x0020000e;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int MODALITY = 0x00080060;
    public static final int SERIES_DATE = 0x00080021;
    public static final int SERIES_TIME = 0x00080031;
    public static final int SERIES_DESCRIPTION = 0x0008103e;
    public static final int PROTOCOL_NAME = 0x00181030;
    public static final int BODY_PART_EXAMINED = 0x00180015;
    public static final int PATIENT_POSITION = 0x00185100;
    public static final int LATERALITY = 0x00200060;
    public static final int OPERATORS_NAME = 0x00081070;
    public static final int PERFORMING_PHYSICIAN_NAME = 0x00081050;
    public static final int PERFORMED_PROCEDURE_STEP_ID = 0x00400253;
    public static final int PERFORMED_PROCEDURE_STEP_START_DATE = 0x00400244;
    public static final int PERFORMED_PROCEDURE_STEP_START_TIME = 0x00400245;
    public static final int PERFORMED_PROCEDURE_STEP_DESCRIPTION = 0x00400254;
    public static final int ANATOMIC_REGION_SEQUENCE = 0x00082218;
    public static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;

    // Equipment
    public static final int MANUFACTURER = 0x00080070;
    public static final int INSTITUTION_NAME = 0x00080080;
    public static final int INSTITUTION_ADDRESS = 0x00080081;
    public static final int INSTITUTIONAL_DEPARTMENT_NAME = 0x00081040;
    public static final int STATION_NAME = 0x00081010;
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    public static final int DEVICE_UID = 0x00181002;
    public static final int SOFTWARE_VERSIONS = 0x00181020;
    public static final int SPATIAL_RESOLUTION = 0x00181050;

    // Frame of reference and image plane
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    public static final int SLICE_LOCATION = 0x00201041;
    public static final int IMAGER_PIXEL_SPACING = 0x00181164;

    // MR acquisition
    public static final int SCANNING_SEQUENCE = 0x00180020;
    public static final int SEQUENCE_VARIANT = 0x00180021;
    public static final int SCAN_OPTIONS = 0x00180022;
    public static final int MR_ACQUISITION_TYPE = 0x00180023;
    public static final int SEQUENCE_NAME = 0x00180024;
    public static final int ANGIO_FLAG = 0x00180025;
    public static final int REPETITION_TIME = 0x00180080;
    public static final int ECHO_TIME = 0x00180081;
    public static final int INVERSION_TIME = 0x00180082;
    public static final int NUMBER_OF_AVERAGES = 0x00180083;
    public static final int IMAGING_FREQUENCY = 0x00180084;
    public static final int IMAGED_NUCLEUS = 0x00180085;
    public static final int ECHO_NUMBERS = 0x00180086;
    public static final int MAGNETIC_FIELD_STRENGTH = 0x00180087;
    public static final int NUMBER_OF_PHASE_ENCODING_STEPS = 0x00180089;
    public static final int ECHO_TRAIN_LENGTH = 0x00180091;
    public static final int PIXEL_BANDWIDTH = 0x00180095;
    public static final int RECEIVE_COIL_NAME = 0x00181250;
    public static final int TRANSMIT_COIL_NAME = 0x00181251;
    public static final int ACQUISITION_MATRIX = 0x00181310;
    public static final int IN_PLANE_PHASE_ENCODING_DIRECTION = 0x00181312;
    public static final int FLIP_ANGLE = 0x00181314;
    public static final int SAR = 0x00181316;
    public static final int TRIGGER_TIME = 0x00181060;
    public static final int RECONSTRUCTION_DIAMETER = 0x00181100;
    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    public static final int CONTRAST_BOLUS_AGENT_SEQUENCE = 0x00180012;
    public static final int CONTRAST_BOLUS_INGREDIENT = 0x00181048;
    public static final int CONTRAST_BOLUS_VOLUME = 0x00181041;
    public static final int CONTRAST_BOLUS_TOTAL_DOSE = 0x00181044;
    public static final int CONTRAST_BOLUS_USAGE_SEQUENCE = 0x00189341;
    public static final int CONTRAST_BOLUS_AGENT_ADMINISTERED = 0x00189342;
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
    public static final int NUMBER_OF_TEMPORAL_POSITIONS = 0x00200105;

    // Image pixel and look-up tables
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    public static final int PLANAR_CONFIGURATION = 0x00280006;
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    public static final int FRAME_INCREMENT_POINTER = 0x00280009;
    public static final int PAGE_NUMBER_VECTOR = 0x00182001;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_ASPECT_RATIO = 0x00280034;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;
    public static final int PIXEL_PADDING_VALUE = 0x00280120;
    public static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int RESCALE_TYPE = 0x00281054;
    public static final int WINDOW_CENTER = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int WINDOW_CENTER_WIDTH_EXPLANATION = 0x00281055;
    public static final int VOI_LUT_FUNCTION = 0x00281056;
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    public static final int VOI_LUT_SEQUENCE = 0x00283010;
    public static final int LUT_DESCRIPTOR = 0x00283002;
    public static final int LUT_EXPLANATION = 0x00283003;
    public static final int MODALITY_LUT_TYPE = 0x00283004;
    public static final int LUT_DATA = 0x00283006;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281101;
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281102;
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281103;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281201;
    public static final int GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281202;
    public static final int BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281203;
    public static final int SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281221;
    public static final int SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281222;
    public static final int SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281223;
    public static final int ICC_PROFILE = 0x00282000;
    public static final int COLOR_SPACE = 0x00282002;
    public static final int EXTENDED_OFFSET_TABLE = 0x7fe00001;
    public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7fe00002;
    public static final int FLOAT_PIXEL_DATA = 0x7fe00008;
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7fe00009;
    public static final int PIXEL_DATA = 0x7fe00010;
    public static final int DATA_SET_TRAILING_PADDING = 0xfffcfffc;
    public static final int DIGITAL_SIGNATURES_SEQUENCE = 0xfffafffa;

    // Enhanced multi-frame functional groups
    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;
    public static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    public static final int STACK_ID = 0x00209056;
    public static final int IN_STACK_POSITION_NUMBER = 0x00209057;
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;
    public static final int FRAME_ACQUISITION_DATE_TIME = 0x00189074;
    public static final int FRAME_REFERENCE_DATE_TIME = 0x00189151;
    public static final int FRAME_ACQUISITION_NUMBER = 0x00209156;
    public static final int FRAME_ACQUISITION_DURATION = 0x00189220;
    public static final int DIMENSION_INDEX_VALUES = 0x00209157;
    public static final int DIMENSION_ORGANIZATION_SEQUENCE = 0x00209221;
    public static final int DIMENSION_ORGANIZATION_UID = 0x00209164;
    public static final int DIMENSION_ORGANIZATION_TYPE = 0x00209311;
    public static final int DIMENSION_INDEX_SEQUENCE = 0x00209222;
    public static final int DIMENSION_INDEX_POINTER = 0x00209165;
    public static final int FUNCTIONAL_GROUP_POINTER = 0x00209167;
    public static final int DIMENSION_DESCRIPTION_LABEL = 0x00209421;
    public static final int FRAME_LABEL = 0x00209453;
    public static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    public static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
    public static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    public static final int FRAME_ANATOMY_SEQUENCE = 0x00209071;
    public static final int FRAME_LATERALITY = 0x00209072;
    public static final int FRAME_VOI_LUT_SEQUENCE = 0x00289132;
    public static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;
    public static final int REAL_WORLD_VALUE_MAPPING_SEQUENCE = 0x00409096;
    public static final int REAL_WORLD_VALUE_INTERCEPT = 0x00409224;
    public static final int REAL_WORLD_VALUE_SLOPE = 0x00409225;
    public static final int REAL_WORLD_VALUE_FIRST_VALUE_MAPPED = 0x00409216;
    public static final int REAL_WORLD_VALUE_LAST_VALUE_MAPPED = 0x00409211;
    public static final int LUT_LABEL = 0x00409210;
    public static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;
    public static final int FRAME_TYPE = 0x00089007;
    public static final int PIXEL_PRESENTATION = 0x00089205;
    public static final int VOLUMETRIC_PROPERTIES = 0x00089206;
    public static final int VOLUME_BASED_CALCULATION_TECHNIQUE = 0x00089207;
    public static final int COMPLEX_IMAGE_COMPONENT = 0x00089208;
    public static final int ACQUISITION_CONTRAST = 0x00089209;
    public static final int MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE = 0x00189112;
    public static final int RF_ECHO_TRAIN_LENGTH = 0x00189240;
    public static final int GRADIENT_ECHO_TRAIN_LENGTH = 0x00189241;
    public static final int MR_ECHO_SEQUENCE = 0x00189114;
    public static final int EFFECTIVE_ECHO_TIME = 0x00189082;
    public static final int MR_MODIFIER_SEQUENCE = 0x00189115;
    public static final int INVERSION_RECOVERY = 0x00189009;
    public static final int INVERSION_TIMES = 0x00189079;
    public static final int FLOW_COMPENSATION = 0x00189010;
    public static final int SPOILING = 0x00189016;
    public static final int T2_PREPARATION = 0x00189021;
    public static final int SPECTRALLY_SELECTED_SUPPRESSION = 0x00189025;
    public static final int SPECTRALLY_SELECTED_EXCITATION = 0x00189026;
    public static final int SPATIAL_PRESATURATION = 0x00189027;
    public static final int PARTIAL_FOURIER = 0x00189081;
    public static final int PARALLEL_ACQUISITION = 0x00189077;
    public static final int MR_IMAGING_MODIFIER_SEQUENCE = 0x00189006;
    public static final int MAGNETIZATION_TRANSFER = 0x00189020;
    public static final int MR_FOV_GEOMETRY_SEQUENCE = 0x00189125;
    public static final int MR_ACQUISITION_FREQUENCY_ENCODING_STEPS = 0x00189058;
    public static final int MR_ACQUISITION_PHASE_ENCODING_STEPS_IN_PLANE = 0x00189231;
    public static final int MR_AVERAGES_SEQUENCE = 0x00189119;
    public static final int MR_RECEIVE_COIL_SEQUENCE = 0x00189042;
    public static final int MR_DIFFUSION_SEQUENCE = 0x00189117;
    public static final int DIFFUSION_B_VALUE = 0x00189087;
    public static final int DIFFUSION_DIRECTIONALITY = 0x00189075;
    public static final int PULSE_SEQUENCE_NAME = 0x00189005;
    public static final int ECHO_PULSE_SEQUENCE = 0x00189008;
    public static final int MULTIPLE_SPIN_ECHO = 0x00189011;
    public static final int MULTI_PLANAR_EXCITATION = 0x00189012;
    public static final int STEADY_STATE_PULSE_SEQUENCE = 0x00189017;
    public static final int ECHO_PLANAR_PULSE_SEQUENCE = 0x00189018;
    public static final int SATURATION_RECOVERY = 0x00189024;
    public static final int RESONANT_NUCLEUS = 0x00189100;
    public static final int ACQUISITION_DURATION = 0x00189073;
    public static final int DERIVATION_IMAGE_SEQUENCE = 0x00089124;
    public static final int SOURCE_IMAGE_EVIDENCE_SEQUENCE = 0x00089154;
    public static final int REFERENCED_IMAGE_EVIDENCE_SEQUENCE = 0x00089092;
    public static final int CARDIAC_SYNCHRONIZATION_SEQUENCE = 0x00189118;
    public static final int CONCATENATION_UID = 0x00209161;
    public static final int SOP_INSTANCE_UID_OF_CONCATENATION_SOURCE = 0x00200242;

    // Structured reports, key objects and codes
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    public static final int REFERENCED_FRAME_NUMBER = 0x00081160;
    public static final int REFERENCED_SEGMENT_NUMBER = 0x0062000b;
    public static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;
    public static final int REFERENCED_SOP_SEQUENCE = 0x00081199;
    public static final int REFERENCED_REQUEST_SEQUENCE = 0x0040a370;
    public static final int CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE = 0x0040a375;
    public static final int PERTINENT_OTHER_EVIDENCE_SEQUENCE = 0x0040a385;
    public static final int PREDECESSOR_DOCUMENTS_SEQUENCE = 0x0040a360;
    public static final int PERFORMED_PROCEDURE_CODE_SEQUENCE = 0x0040a372;
    public static final int VALUE_TYPE = 0x0040a040;
    public static final int RELATIONSHIP_TYPE = 0x0040a010;
    public static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040a043;
    public static final int CONCEPT_CODE_SEQUENCE = 0x0040a168;
    public static final int CONTINUITY_OF_CONTENT = 0x0040a050;
    public static final int CONTENT_SEQUENCE = 0x0040a730;
    public static final int CONTENT_TEMPLATE_SEQUENCE = 0x0040a504;
    public static final int TEMPLATE_IDENTIFIER = 0x0040db00;
    public static final int MAPPING_RESOURCE = 0x00080105;
    public static final int MAPPING_RESOURCE_UID = 0x00080118;
    public static final int COMPLETION_FLAG = 0x0040a491;
    public static final int COMPLETION_FLAG_DESCRIPTION = 0x0040a492;
    public static final int VERIFICATION_FLAG = 0x0040a493;
    public static final int PRELIMINARY_FLAG = 0x0040a496;
    public static final int VERIFYING_OBSERVER_SEQUENCE = 0x0040a073;
    public static final int VERIFYING_OBSERVER_NAME = 0x0040a075;
    public static final int VERIFYING_ORGANIZATION = 0x0040a027;
    public static final int VERIFICATION_DATE_TIME = 0x0040a030;
    public static final int OBSERVATION_DATE_TIME = 0x0040a032;
    public static final int OBSERVATION_UID = 0x0040a171;
    public static final int TEXT_VALUE = 0x0040a160;
    public static final int DATE_TIME = 0x0040a120;
    public static final int DATE = 0x0040a121;
    public static final int TIME = 0x0040a122;
    public static final int PERSON_NAME = 0x0040a123;
    public static final int UID = 0x0040a124;
    public static final int MEASURED_VALUE_SEQUENCE = 0x0040a300;
    public static final int NUMERIC_VALUE = 0x0040a30a;
    public static final int FLOATING_POINT_VALUE = 0x0040a161;
    public static final int MEASUREMENT_UNITS_CODE_SEQUENCE = 0x004008ea;
    public static final int NUMERIC_VALUE_QUALIFIER_CODE_SEQUENCE = 0x0040a301;
    public static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040a170;
    public static final int GRAPHIC_DATA = 0x00700022;
    public static final int GRAPHIC_TYPE = 0x00700023;
    public static final int CODE_VALUE = 0x00080100;
    public static final int LONG_CODE_VALUE = 0x00080119;
    public static final int URN_CODE_VALUE = 0x00080120;
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    public static final int CODING_SCHEME_VERSION = 0x00080103;
    public static final int CODE_MEANING = 0x00080104;
    public static final int CODING_SCHEME_IDENTIFICATION_SEQUENCE = 0x00080110;
    public static final int CODING_SCHEME_REGISTRY = 0x00080112;
    public static final int CODING_SCHEME_UID = 0x0008010c;
    public static final int CODING_SCHEME_NAME = 0x00080115;
    public static final int CODING_SCHEME_RESPONSIBLE_ORGANIZATION = 0x00080116;
    public static final int CONTEXT_IDENTIFIER = 0x0008010f;
    public static final int CONTEXT_UID = 0x00080117;
    public static final int TRACKING_ID = 0x00620020;
    public static final int TRACKING_UID = 0x00620021;
    public static final int CONTENT_LABEL = 0x00700080;
    public static final int CONTENT_DESCRIPTION = 0x00700081;
    public static final int CONTENT_CREATOR_NAME = 0x00700084;
    public static final int REFERENCED_INSTANCE_SEQUENCE = 0x0008114a;
    public static final int ACQUISITION_CONTEXT_SEQUENCE = 0x00400555;

    // Queries and transactions
    public static final int QUERY_RETRIEVE_LEVEL = 0x00080052;
    public static final int RETRIEVE_URL = 0x00081190;
    public static final int RETRIEVE_AE_TITLE = 0x00080054;
    public static final int MODALITIES_IN_STUDY = 0x00080061;
    public static final int NUMBER_OF_STUDY_RELATED_SERIES = 0x00201206;
    public static final int NUMBER_OF_STUDY_RELATED_INSTANCES = 0x00201208;
    public static final int FAILED_SOP_SEQUENCE = 0x00081198;
    public static final int FAILURE_REASON = 0x00081197;
    public static final int OTHER_FAILURES_SEQUENCE = 0x0008119a;
    public static final int TRANSACTION_UID = 0x00081195;

    // Delimiters (PS3.5 section 7.5)
    static final int ITEM = 0xfffee000;
    static final int ITEM_DELIMITATION = 0xfffee00d;
    static final int SEQUENCE_DELIMITATION = 0xfffee0dd;

    /** True for odd groups, whose meaning is their maker's. */
    public static boolean isPrivate(int tag) {
        return (tag & 0x00010000) != 0;
    }

    /** The way tags are printed: {@code (0010,0020)}. */
    public static String display(int tag) {
        String hex = Integer.toHexString(tag);
        String padded = "0".repeat(8 - hex.length()) + hex;
        return "(" + padded.substring(0, 4) + "," + padded.substring(4) + ")";
    }
}
