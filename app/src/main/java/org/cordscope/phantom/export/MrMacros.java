package org.cordscope.phantom.export;

import java.util.List;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.Vector3;

/** The functional groups of a frame that say how it was acquired and what it shows (PS3.3 C.8.13.5). */
final class MrMacros {
    private static final List<String> COIL_ELEMENTS = List.of("NE1", "NE2", "SP1", "SP2");
    private static final double SATURATION_SLAB_MM = 40;
    private static final double IN_FRONT_MM = 70;

    private final boolean localizer;

    /** @param localizer true where the slices lie in several planes */
    MrMacros(boolean localizer) {
        this.localizer = localizer;
    }

    /** Groups that every frame has; those of the same value are shared later. */
    DataSet groups(ClassicMr image) {
        DataSet groups = new DataSet();
        one(groups, Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, description(image, Tag.FRAME_TYPE));
        one(groups, Tag.FRAME_ANATOMY_SEQUENCE, anatomy());
        one(groups, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, identity());
        one(groups, Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE, timing(image));
        one(groups, Tag.MR_FOV_GEOMETRY_SEQUENCE, fieldOfView(image));
        one(
                groups,
                Tag.MR_ECHO_SEQUENCE,
                new DataSet().set(Tag.EFFECTIVE_ECHO_TIME, Vr.FD, image.number(Tag.ECHO_TIME)));
        one(groups, Tag.MR_MODIFIER_SEQUENCE, modifier(image));
        one(groups, Tag.MR_IMAGING_MODIFIER_SEQUENCE, imagingModifier(image));
        one(groups, Tag.MR_RECEIVE_COIL_SEQUENCE, receiveCoil(image));
        one(groups, EnhancedTag.MR_TRANSMIT_COIL_SEQUENCE, transmitCoil(image));
        one(
                groups,
                Tag.MR_AVERAGES_SEQUENCE,
                new DataSet().set(Tag.NUMBER_OF_AVERAGES, Vr.DS, image.number(Tag.NUMBER_OF_AVERAGES, 1)));
        if (image.hasSaturationSlab()) {
            one(groups, EnhancedTag.MR_SPATIAL_SATURATION_SEQUENCE, saturationSlab(image));
        }
        return groups;
    }

    private static void one(DataSet groups, int sequence, DataSet item) {
        groups.setItems(sequence, List.of(item));
    }

    /**
     * The MR image description macro (C.8.13.3.1.1).
     *
     * @param typeTag Image Type, or Frame Type for a frame
     */
    DataSet description(ClassicMr image, int typeTag) {
        String contrast = image.contrast();
        return new DataSet()
                .set(typeTag, Vr.CS, "ORIGINAL", "PRIMARY", localizer ? "LOCALIZER" : contrast, "NONE")
                .set(Tag.PIXEL_PRESENTATION, Vr.CS, "MONOCHROME")
                .set(Tag.VOLUMETRIC_PROPERTIES, Vr.CS, "VOLUME")
                .set(Tag.VOLUME_BASED_CALCULATION_TECHNIQUE, Vr.CS, "NONE")
                .set(Tag.COMPLEX_IMAGE_COMPONENT, Vr.CS, "MAGNITUDE")
                .set(Tag.ACQUISITION_CONTRAST, Vr.CS, contrast);
    }

    private static DataSet anatomy() {
        DataSet neck = new DataSet()
                .set(Tag.CODE_VALUE, Vr.SH, "122494005")
                .set(Tag.CODING_SCHEME_DESIGNATOR, Vr.SH, "SCT")
                .set(Tag.CODE_MEANING, Vr.LO, "Cervical spine");
        return new DataSet()
                .setItems(Tag.ANATOMIC_REGION_SEQUENCE, List.of(neck))
                .set(Tag.FRAME_LATERALITY, Vr.CS, "U");
    }

    private static DataSet identity() {
        return new DataSet()
                .set(Tag.RESCALE_INTERCEPT, Vr.DS, 0)
                .set(Tag.RESCALE_SLOPE, Vr.DS, 1)
                .set(Tag.RESCALE_TYPE, Vr.LO, "US");
    }

    private static DataSet timing(ClassicMr image) {
        int train = image.echoTrainLength();
        boolean gradient = image.isGradientEcho();
        List<DataSet> modes = Stream.of("RF", "GRADIENT")
                .map(type -> new DataSet()
                        .set(EnhancedTag.OPERATING_MODE_TYPE, Vr.CS, type)
                        .set(EnhancedTag.OPERATING_MODE, Vr.CS, "IEC_NORMAL"))
                .toList();
        DataSet absorption = new DataSet()
                .set(EnhancedTag.SPECIFIC_ABSORPTION_RATE_DEFINITION, Vr.CS, "IEC_WHOLE_BODY")
                .set(EnhancedTag.SPECIFIC_ABSORPTION_RATE_VALUE, Vr.FD, gradient ? 0.2 : 1.2);
        return new DataSet()
                .set(Tag.REPETITION_TIME, Vr.DS, image.number(Tag.REPETITION_TIME))
                .set(Tag.FLIP_ANGLE, Vr.DS, image.number(Tag.FLIP_ANGLE))
                .set(Tag.ECHO_TRAIN_LENGTH, Vr.IS, train)
                .set(Tag.RF_ECHO_TRAIN_LENGTH, Vr.US, gradient ? 0 : train)
                .set(Tag.GRADIENT_ECHO_TRAIN_LENGTH, Vr.US, gradient ? train : 0)
                .setItems(EnhancedTag.OPERATING_MODE_SEQUENCE, modes)
                .setItems(EnhancedTag.SPECIFIC_ABSORPTION_RATE_SEQUENCE, List.of(absorption))
                .set(EnhancedTag.GRADIENT_OUTPUT_TYPE, Vr.CS, "PER_NERVE_STIM")
                .set(EnhancedTag.GRADIENT_OUTPUT, Vr.FD, 50.0);
    }

    private static DataSet fieldOfView(ClassicMr image) {
        String direction =
                image.data().string(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION).orElse("ROW");
        boolean row = direction.equals("ROW");
        return new DataSet()
                .set(Tag.IN_PLANE_PHASE_ENCODING_DIRECTION, Vr.CS, row ? "ROW" : "COLUMN")
                .set(Tag.MR_ACQUISITION_FREQUENCY_ENCODING_STEPS, Vr.US, row ? image.rows() : image.columns())
                .set(Tag.MR_ACQUISITION_PHASE_ENCODING_STEPS_IN_PLANE, Vr.US, row ? image.columns() : image.rows())
                .set(EnhancedTag.PERCENT_SAMPLING, Vr.DS, 100)
                .set(EnhancedTag.PERCENT_PHASE_FIELD_OF_VIEW, Vr.DS, 100);
    }

    private static DataSet modifier(ClassicMr image) {
        boolean inverted = image.hasSequence("IR");
        boolean spoiled = image.hasVariant("SP");
        boolean partial = image.hasOption("PFP", "PFF");
        DataSet item = new DataSet()
                .set(Tag.INVERSION_RECOVERY, Vr.CS, inverted ? "YES" : "NO")
                .set(Tag.FLOW_COMPENSATION, Vr.CS, image.hasOption("FC") ? "VELOCITY" : "NONE")
                .set(Tag.SPOILING, Vr.CS, !spoiled ? "NONE" : image.isGradientEcho() ? "RF" : "GRADIENT")
                .set(Tag.T2_PREPARATION, Vr.CS, "NO")
                .set(Tag.SPECTRALLY_SELECTED_EXCITATION, Vr.CS, "NONE")
                .set(Tag.SPATIAL_PRESATURATION, Vr.CS, image.hasSaturationSlab() ? "SLAB" : "NONE")
                .set(Tag.PARTIAL_FOURIER, Vr.CS, partial ? "YES" : "NO")
                .set(Tag.PARALLEL_ACQUISITION, Vr.CS, "NO");
        if (inverted) {
            item.set(Tag.INVERSION_TIMES, Vr.FD, image.number(Tag.INVERSION_TIME));
        }
        if (image.hasOption("FC")) {
            item.set(EnhancedTag.FLOW_COMPENSATION_DIRECTION, Vr.CS, "SLICE_SELECT");
        }
        if (partial) {
            item.set(EnhancedTag.PARTIAL_FOURIER_DIRECTION, Vr.CS, image.hasOption("PFP") ? "PHASE" : "FREQUENCY");
        }
        return item;
    }

    private static DataSet imagingModifier(ClassicMr image) {
        return new DataSet()
                .set(Tag.MAGNETIZATION_TRANSFER, Vr.CS, image.hasVariant("MTC") ? "OFF_RESONANCE" : "NONE")
                .set(EnhancedTag.BLOOD_SIGNAL_NULLING, Vr.CS, "NO")
                .set(EnhancedTag.TAGGING, Vr.CS, "NONE")
                .set(EnhancedTag.TRANSMITTER_FREQUENCY, Vr.FD, image.number(Tag.IMAGING_FREQUENCY))
                .set(Tag.PIXEL_BANDWIDTH, Vr.DS, image.number(Tag.PIXEL_BANDWIDTH, 195));
    }

    private static DataSet receiveCoil(ClassicMr image) {
        List<DataSet> elements = COIL_ELEMENTS.stream()
                .map(name -> new DataSet()
                        .set(EnhancedTag.MULTI_COIL_ELEMENT_NAME, Vr.SH, name)
                        .set(EnhancedTag.MULTI_COIL_ELEMENT_USED, Vr.CS, "YES"))
                .toList();
        return new DataSet()
                .set(
                        Tag.RECEIVE_COIL_NAME,
                        Vr.SH,
                        image.data().string(Tag.RECEIVE_COIL_NAME).orElse("HEAD_NECK"))
                .set(EnhancedTag.RECEIVE_COIL_MANUFACTURER_NAME, Vr.LO, maker(image))
                .set(EnhancedTag.RECEIVE_COIL_TYPE, Vr.CS, "MULTICOIL")
                .set(EnhancedTag.QUADRATURE_RECEIVE_COIL, Vr.CS, "NO")
                .setItems(EnhancedTag.MULTI_COIL_DEFINITION_SEQUENCE, elements);
    }

    private static DataSet transmitCoil(ClassicMr image) {
        return new DataSet()
                .set(
                        Tag.TRANSMIT_COIL_NAME,
                        Vr.SH,
                        image.data().string(Tag.TRANSMIT_COIL_NAME).orElse("BODY"))
                .set(EnhancedTag.TRANSMIT_COIL_MANUFACTURER_NAME, Vr.LO, maker(image))
                .set(EnhancedTag.TRANSMIT_COIL_TYPE, Vr.CS, "BODY");
    }

    private static String maker(ClassicMr image) {
        return image.data().string(Tag.MANUFACTURER).orElse("");
    }

    /** A coronal slab over the throat, whose swallowing it is to silence. */
    private static DataSet saturationSlab(ClassicMr image) {
        Vector3 middle = image.centre().plus(new Vector3(0, -IN_FRONT_MM, 0));
        return new DataSet()
                .set(EnhancedTag.SLAB_THICKNESS, Vr.FD, SATURATION_SLAB_MM)
                .set(EnhancedTag.SLAB_ORIENTATION, Vr.FD, 0.0, -1.0, 0.0)
                .set(EnhancedTag.MID_SLAB_POSITION, Vr.FD, middle.x(), middle.y(), middle.z());
    }
}
