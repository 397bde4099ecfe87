package org.cordscope.dicom.segmentation;

import java.util.HashSet;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Vector3;

/**
 * The images that were segmented, in a file each or as frames of one.
 *
 * @param image header of one of them: patient, study, series and frame of reference are taken from it
 * @param stack where they lie
 * @param slices file and frame of each slice of the stack, in its order
 */
public record SourceSeries(DataSet image, SliceStack stack, List<SliceKey> slices) {

    private static final double PARALLEL = 1e-4;

    public SourceSeries {
        slices = List.copyOf(slices);
        if (slices.size() != stack.count() || new HashSet<>(slices).size() != stack.count()) {
            throw new IllegalArgumentException(stack.count() + " slices need as many images: " + slices.size());
        }
        SlicePlane first = stack.planes().get(0);
        for (SlicePlane plane : stack.planes()) {
            if (differ(plane.row(), first.row()) || differ(plane.column(), first.column())) {
                throw new IllegalArgumentException(
                        "slices of a segmented series are parallel: " + first + ", " + plane);
            }
        }
        for (int tag : List.of(
                Tag.SOP_CLASS_UID, Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.FRAME_OF_REFERENCE_UID)) {
            if (image.string(tag).isEmpty()) {
                throw new IllegalArgumentException("the source image lacks " + Tag.display(tag));
            }
        }
    }

    private static boolean differ(Vector3 a, Vector3 b) {
        return a.plus(b.times(-1)).length() > PARALLEL;
    }

    /** Class and UID of the file that holds a slice, with the frame in a file of several. */
    DataSet reference(int slice) {
        DataSet reference = new DataSet()
                .set(Tag.REFERENCED_SOP_CLASS_UID, Vr.UI, uid(Tag.SOP_CLASS_UID))
                .set(Tag.REFERENCED_SOP_INSTANCE_UID, Vr.UI, slices.get(slice).sopInstanceUid());
        if (slices.stream().anyMatch(key -> key.frame() > 1)) {
            reference.set(Tag.REFERENCED_FRAME_NUMBER, Vr.IS, slices.get(slice).frame());
        }
        return reference;
    }

    String uid(int tag) {
        return image.string(tag).orElseThrow();
    }
}
