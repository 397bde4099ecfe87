package org.cordscope.dicom.segmentation;

import java.util.List;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.dicom.segmentation.SegmentFrames.Frame;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/**
 * What the frames have in common and what each has for itself (PS3.3 C.7.6.16), and by which two dimensions they are
 * arranged (C.7.6.17): the segment, and the place of the slice.
 */
final class FunctionalGroups {
    private static final Code SEGMENTATION = new Code("113076", "DCM", "Segmentation");
    private static final Code SOURCE_IMAGE = new Code("121322", "DCM", "Source image for image processing operation");

    private final SourceSeries source;
    private final SegmentFrames frames;

    FunctionalGroups(SourceSeries source, SegmentFrames frames) {
        this.source = source;
        this.frames = frames;
    }

    void addTo(DataSet data, String dimensionsUid) {
        data.setItems(
                Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                List.of(new DataSet().set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, dimensionsUid)));
        data.setItems(
                Tag.DIMENSION_INDEX_SEQUENCE,
                List.of(
                        dimension(
                                dimensionsUid,
                                Tag.REFERENCED_SEGMENT_NUMBER,
                                SegmentationTag.SEGMENT_IDENTIFICATION_SEQUENCE,
                                "Segment Number"),
                        dimension(
                                dimensionsUid,
                                Tag.IMAGE_POSITION_PATIENT,
                                Tag.PLANE_POSITION_SEQUENCE,
                                "Image Position Patient")));
        data.setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared()));
        data.setItems(
                Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                frames.list().stream().map(this::ofFrame).toList());
    }

    private static DataSet dimension(String uid, int pointer, int group, String label) {
        return new DataSet()
                .set(Tag.DIMENSION_INDEX_POINTER, Vr.AT, pointer)
                .set(Tag.FUNCTIONAL_GROUP_POINTER, Vr.AT, group)
                .set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, uid)
                .set(Tag.DIMENSION_DESCRIPTION_LABEL, Vr.LO, label);
    }

    private DataSet shared() {
        SliceStack stack = source.stack();
        SlicePlane plane = stack.planes().get(0);
        Spacing spacing = stack.spacing();
        DataSet measures = new DataSet()
                .set(Tag.PIXEL_SPACING, Vr.DS, spacing.rowMm(), spacing.columnMm())
                .set(Tag.SLICE_THICKNESS, Vr.DS, stack.thicknessMm());
        if (stack.count() > 1) {
            stack.step()
                    .ifPresent(step ->
                            measures.set(Tag.SPACING_BETWEEN_SLICES, Vr.DS, Math.abs(step.dot(plane.normal()))));
        }
        Vector3 row = plane.row();
        Vector3 column = plane.column();
        DataSet orientation = new DataSet()
                .set(
                        Tag.IMAGE_ORIENTATION_PATIENT,
                        Vr.DS,
                        row.x(),
                        row.y(),
                        row.z(),
                        column.x(),
                        column.y(),
                        column.z());
        return new DataSet()
                .setItems(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures))
                .setItems(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(orientation));
    }

    private DataSet ofFrame(Frame frame) {
        int number = frame.segment() + 1;
        int place = frames.slicesShown().indexOf(frame.slice()) + 1;
        Vector3 position = source.stack().planes().get(frame.slice()).position();
        DataSet content = new DataSet().set(Tag.DIMENSION_INDEX_VALUES, Vr.UL, number, place);
        DataSet identification = new DataSet().set(Tag.REFERENCED_SEGMENT_NUMBER, Vr.US, number);
        return new DataSet()
                .setItems(Tag.DERIVATION_IMAGE_SEQUENCE, List.of(derivation(frame)))
                .setItems(Tag.FRAME_CONTENT_SEQUENCE, List.of(content))
                .setItems(
                        Tag.PLANE_POSITION_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, position.x(), position.y(), position.z())))
                .setItems(SegmentationTag.SEGMENT_IDENTIFICATION_SEQUENCE, List.of(identification));
    }

    private DataSet derivation(Frame frame) {
        DataSet image = source.reference(frame.slice())
                .set(SegmentationTag.SPATIAL_LOCATIONS_PRESERVED, Vr.CS, "YES")
                .setItems(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, SOURCE_IMAGE.item());
        return new DataSet()
                .setItems(Tag.DERIVATION_CODE_SEQUENCE, SEGMENTATION.item())
                .setItems(Tag.SOURCE_IMAGE_SEQUENCE, List.of(image));
    }
}
