package org.cordscope.phantom.export;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.study.SlicePlane;

/**
 * The functional groups of an enhanced MR image (PS3.3 C.7.6.16) and its two dimensions (C.7.6.17): the stack, one for each
 * orientation, and the place in it along its normal. A group that is the same in all frames is shared.
 */
final class EnhancedFrames {
    static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS", Locale.ROOT);

    private final List<ClassicMr> images;
    private final List<List<String>> orientations;
    private final MrMacros macros;

    EnhancedFrames(List<ClassicMr> images) {
        this.images = images;
        LinkedHashSet<List<String>> distinct = new LinkedHashSet<>();
        images.forEach(image -> distinct.add(orientation(image)));
        this.orientations = List.copyOf(distinct);
        long planes = images.stream()
                .map(image -> image.plane().orientation())
                .distinct()
                .count();
        this.macros = new MrMacros(planes > 1);
    }

    private static List<String> orientation(ClassicMr image) {
        return image.data().strings(Tag.IMAGE_ORIENTATION_PATIENT);
    }

    /** What the whole image says of its pictures (C.8.13.3.1.1), MIXED where its frames differ. */
    DataSet description() {
        DataSet description = macros.description(images.get(0), Tag.IMAGE_TYPE);
        boolean mixed = images.stream().map(ClassicMr::contrast).distinct().count() > 1;
        if (mixed) {
            String[] type = description.strings(Tag.IMAGE_TYPE).toArray(String[]::new);
            type[2] = "MIXED";
            description.set(Tag.IMAGE_TYPE, Vr.CS, type).set(Tag.ACQUISITION_CONTRAST, Vr.CS, "MIXED");
        }
        return description;
    }

    void addTo(DataSet data, String dimensionsUid) {
        data.set(Tag.NUMBER_OF_FRAMES, Vr.IS, images.size());
        data.setItems(
                Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                List.of(new DataSet().set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, dimensionsUid)));
        data.setItems(
                Tag.DIMENSION_INDEX_SEQUENCE,
                List.of(
                        dimension(dimensionsUid, Tag.STACK_ID, "Stack ID"),
                        dimension(dimensionsUid, Tag.IN_STACK_POSITION_NUMBER, "In-Stack Position Number")));
        List<DataSet> frames = new ArrayList<>();
        images.forEach(image -> frames.add(groups(image)));
        data.setItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(takeShared(frames)));
        data.setItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames);
    }

    private static DataSet dimension(String uid, int pointer, String label) {
        return new DataSet()
                .set(Tag.DIMENSION_ORGANIZATION_UID, Vr.UI, uid)
                .set(Tag.DIMENSION_INDEX_POINTER, Vr.AT, pointer)
                .set(Tag.FUNCTIONAL_GROUP_POINTER, Vr.AT, Tag.FRAME_CONTENT_SEQUENCE)
                .set(Tag.DIMENSION_DESCRIPTION_LABEL, Vr.LO, label);
    }

    /** Moves the groups that all frames have alike into one item. */
    private static DataSet takeShared(List<DataSet> frames) {
        DataSet shared = new DataSet();
        for (int tag : frames.get(0).tags()) {
            List<String> said = said(frames.get(0), tag);
            if (tag != Tag.FRAME_CONTENT_SEQUENCE
                    && frames.stream().allMatch(frame -> said(frame, tag).equals(said))) {
                shared.setItems(tag, frames.get(0).items(tag));
                frames.forEach(frame -> frame.remove(tag));
            }
        }
        return shared;
    }

    private static List<String> said(DataSet frame, int group) {
        List<String> said = new ArrayList<>();
        for (DataSet item : frame.items(group)) {
            item.walk((owner, tag, vr) -> said.add(Tag.display(tag) + owner.strings(tag)));
        }
        return said;
    }

    private DataSet groups(ClassicMr image) {
        DataSet groups = macros.groups(image);
        groups.setItems(Tag.FRAME_CONTENT_SEQUENCE, List.of(content(image)));
        groups.setItems(Tag.PLANE_POSITION_SEQUENCE, List.of(copy(image, Tag.IMAGE_POSITION_PATIENT)));
        groups.setItems(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(copy(image, Tag.IMAGE_ORIENTATION_PATIENT)));
        groups.setItems(
                Tag.PIXEL_MEASURES_SEQUENCE,
                List.of(copy(image, Tag.PIXEL_SPACING, Tag.SLICE_THICKNESS, Tag.SPACING_BETWEEN_SLICES)));
        if (image.data().contains(Tag.WINDOW_CENTER)) {
            groups.setItems(Tag.FRAME_VOI_LUT_SEQUENCE, List.of(copy(image, Tag.WINDOW_CENTER, Tag.WINDOW_WIDTH)));
        }
        return groups;
    }

    private static DataSet copy(ClassicMr image, int... tags) {
        DataSet item = new DataSet();
        for (int tag : tags) {
            if (image.data().contains(tag)) {
                item.set(tag, Vr.DS, image.data().strings(tag).toArray(String[]::new));
            }
        }
        return item;
    }

    /** All slices are acquired in turns, each as long as the whole. */
    private DataSet content(ClassicMr image) {
        int stack = orientations.indexOf(orientation(image)) + 1;
        int place = place(image);
        long millis = Math.round(1000 * image.durationSeconds());
        return new DataSet()
                .set(Tag.FRAME_ACQUISITION_NUMBER, Vr.US, (int) image.number(Tag.ACQUISITION_NUMBER, 1))
                .set(Tag.FRAME_ACQUISITION_DATE_TIME, Vr.DT, DATE_TIME.format(image.made()))
                .set(
                        Tag.FRAME_REFERENCE_DATE_TIME,
                        Vr.DT,
                        DATE_TIME.format(image.made().plus(Duration.ofMillis(millis / 2))))
                .set(Tag.FRAME_ACQUISITION_DURATION, Vr.FD, (double) millis)
                .set(Tag.STACK_ID, Vr.SH, Integer.toString(stack))
                .set(Tag.IN_STACK_POSITION_NUMBER, Vr.UL, place)
                .set(Tag.DIMENSION_INDEX_VALUES, Vr.UL, stack, place);
    }

    /** From 1 along the normal; slices at the same place share it. */
    private int place(ClassicMr image) {
        TreeSet<Long> places = new TreeSet<>();
        images.stream()
                .filter(other -> orientation(other).equals(orientation(image)))
                .forEach(other -> places.add(micrometres(other)));
        return places.headSet(micrometres(image), true).size();
    }

    private static long micrometres(ClassicMr image) {
        SlicePlane plane = image.plane();
        return Math.round(1000 * plane.position().dot(plane.normal()));
    }
}
