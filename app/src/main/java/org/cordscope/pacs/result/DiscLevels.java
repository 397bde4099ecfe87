package org.cordscope.pacs.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;

/**
 * Disc levels of the cervical spine (PS3.16 CID 1000 to 1003) that an image names as its anatomic region. Cordscope finds no
 * level by itself: most images name none.
 */
final class DiscLevels {
    private static final Map<String, Code> BY_VALUE = new LinkedHashMap<>();

    static {
        level("243902007", "C2/C3 intervertebral disc");
        level("243903002", "C3/C4 intervertebral disc");
        level("243904008", "C4/C5 intervertebral disc");
        level("243905009", "C5/C6 intervertebral disc");
        level("243906005", "C6/C7 intervertebral disc");
        level("243925008", "C7/T1 intervertebral disc");
    }

    private DiscLevels() {}

    private static void level(String value, String meaning) {
        BY_VALUE.put(value, new Code(value, "SCT", meaning));
    }

    /**
     * The one level that a slice's header names.
     *
     * @param frame from 1
     * @return empty where it names none, or several
     */
    static Optional<Code> of(DataSet image, int frame) {
        List<DataSet> places = new ArrayList<>(List.of(image));
        image.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).forEach(group -> places.addAll(anatomy(group)));
        List<DataSet> frames = image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (frame <= frames.size()) {
            places.addAll(anatomy(frames.get(frame - 1)));
        }
        List<Code> levels = places.stream()
                .flatMap(place -> place.items(Tag.ANATOMIC_REGION_SEQUENCE).stream())
                .filter(region -> region.string(Tag.CODING_SCHEME_DESIGNATOR)
                        .filter("SCT"::equals)
                        .isPresent())
                .flatMap(region -> region.string(Tag.CODE_VALUE).map(BY_VALUE::get).stream())
                .distinct()
                .toList();
        return levels.size() == 1 ? Optional.of(levels.get(0)) : Optional.empty();
    }

    private static List<DataSet> anatomy(DataSet group) {
        return group.items(Tag.FRAME_ANATOMY_SEQUENCE);
    }
}
