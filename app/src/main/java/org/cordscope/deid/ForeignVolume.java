package org.cordscope.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/** The multi-frame modules of a converted volume (PS3.3 C.7.6.16 and C.7.6.17): one stack, its frames in order. */
final class ForeignVolume {
    /** Stands where the standard asks for a date and nobody knows one (PS3.15 table E.1-1, action D). */
    private static final String NO_DATE = "19000101";

    private static final String STACK = "1";
    private static final int UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE = 0x00209171;

    private final InstanceHeader header;
    private final StoredGrey grey;
    private final DataSet data;

    ForeignVolume(InstanceHeader header, StoredGrey grey, DataSet data) {
        this.header = header;
        this.grey = grey;
        this.data = data;
    }

    void setFrames() {
        data.set(Tag.NUMBER_OF_FRAMES, Vr.IS, header.frames().size());
        data.set(Tag.CONTENT_DATE, Vr.DA, NO_DATE);
        data.set(Tag.CONTENT_TIME, Vr.TM, "000000");
        setFrameType(data, Tag.IMAGE_TYPE);
        setDimensions();
        data.setItems(Tag.ACQUISITION_CONTEXT_SEQUENCE, List.of());
        data.set(Tag.PRESENTATION_LUT_SHAPE, Vr.CS, "IDENTITY");
        data.set(Tag.BURNED_IN_ANNOTATION, Vr.CS, "NO");
        data.setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared()));
        List<DataSet> frames = new ArrayList<>();
        for (FrameHeader frame : header.frames()) {
            frames.add(perFrame(frame));
        }
        data.setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
    }

    private DataSet shared() {
        FrameHeader first = header.frames().get(0);
        Spacing spacing = Objects.requireNonNull(first.spacing());
        DataSet measures = new DataSet().set(Tag.PIXEL_SPACING, Vr.DS, spacing.rowMm(), spacing.columnMm());
        Double thickness = first.acquisition().sliceThicknessMm();
        double between = betweenSlicesMm();
        measures.set(Tag.SLICE_THICKNESS, Vr.DS, thickness == null ? between : thickness);
        measures.set(Tag.SPACING_BETWEEN_SLICES, Vr.DS, between);
        DataSet orientation =
                new DataSet().set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, ForeignImage.orientation(plane(first)));
        DataSet rescale = new DataSet()
                .set(Tag.RESCALE_INTERCEPT, Vr.DS, grey.intercept())
                .set(Tag.RESCALE_SLOPE, Vr.DS, grey.slope())
                .set(Tag.RESCALE_TYPE, Vr.LO, "US");
        DataSet type = new DataSet();
        setFrameType(type, Tag.FRAME_TYPE);
        return new DataSet()
                .setItems(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures))
                .setItems(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(orientation))
                .setItems(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, List.of(rescale))
                .setItems(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, List.of(type));
    }

    private static DataSet perFrame(FrameHeader frame) {
        DataSet content = new DataSet()
                .set(Tag.STACK_ID, Vr.SH, STACK)
                .set(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, frame.frame())
                .set(Tag.DIMENSION_INDEX_VALUES, Vr.UL, 1, frame.frame());
        DataSet position = new DataSet()
                .set(
                        Tag.IMAGE_POSITION_PATIENT,
                        Vr.DS,
                        ForeignImage.numbers(plane(frame).position()));
        return new DataSet()
                .setItems(Tag.FRAME_CONTENT_SEQUENCE, List.of(content))
                .setItems(UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE, List.of(new DataSet()))
                .setItems(Tag.PLANE_POSITION_SEQUENCE, List.of(position));
    }

    private void setDimensions() {
        String organization = data.string(Tag.FRAME_OF_REFERENCE_UID).orElseThrow();
        data.setItems(
                Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                List.of(new DataSet().set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, organization)));
        data.setItems(
                Tag.DIMENSION_INDEX_SEQUENCE,
                List.of(dimension(organization, Tag.STACK_ID), dimension(organization, Tag.IN_STACK_POSITION_NUMBER)));
    }

    private static DataSet dimension(String organization, int tag) {
        return new DataSet()
                .set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, organization)
                .set(Tag.DIMENSION_INDEX_POINTER, Vr.AT, tag)
                .set(Tag.FUNCTIONAL_GROUP_POINTER, Vr.AT, Tag.FRAME_CONTENT_SEQUENCE);
    }

    private static void setFrameType(DataSet target, int tag) {
        target.set(tag, Vr.CS, "ORIGINAL", "PRIMARY", "OTHER", "NONE");
        target.set(Tag.PIXEL_PRESENTATION, Vr.CS, "MONOCHROME");
        target.set(Tag.VOLUMETRIC_PROPERTIES, Vr.CS, "VOLUME");
        target.set(Tag.VOLUME_BASED_CALCULATION_TECHNIQUE, Vr.CS, "NONE");
        target.set(Tag.COMPLEX_IMAGE_COMPONENT, Vr.CS, "MAGNITUDE");
        target.set(Tag.ACQUISITION_CONTRAST, Vr.CS, "UNKNOWN");
    }

    /** 1 mm for a single slice, of which nobody knows. */
    private double betweenSlicesMm() {
        List<FrameHeader> frames = header.frames();
        if (frames.size() < 2) {
            return 1;
        }
        Vector3 step = plane(frames.get(1))
                .position()
                .plus(plane(frames.get(0)).position().times(-1));
        return Math.abs(step.dot(plane(frames.get(0)).normal()));
    }

    private static SlicePlane plane(FrameHeader frame) {
        return Objects.requireNonNull(frame.plane(), "a frame without place");
    }
}
