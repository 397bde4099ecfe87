package org.cordscope.cohort;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;

/**
 * One labelled slice.
 *
 * @param image de-identified DICOM file
 * @param below the next slice of the slab towards the feet, labelled or not; this one where it is the lowest
 * @param above the next slice of the slab towards the head, labelled or not; this one where it is the highest
 * @param subgroups by name, such as {@code age} or {@code manufacturer}; a patient without a value is not in the map
 */
public record CohortSlice(
        SliceKey key,
        String subject,
        String scan,
        Path image,
        StoredFrame below,
        StoredFrame above,
        Compression label,
        Part part,
        Map<String, String> subgroups) {

    /**
     * A slice in a study folder.
     *
     * @param image de-identified DICOM file
     * @param frame from 1
     */
    public record StoredFrame(Path image, int frame) {}

    public CohortSlice {
        subgroups = Collections.unmodifiableMap(new LinkedHashMap<>(subgroups));
    }

    CohortSlice labelled(Compression other) {
        return new CohortSlice(key, subject, scan, image, below, above, other, part, subgroups);
    }
}
