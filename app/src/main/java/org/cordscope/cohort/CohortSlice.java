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
 * @param subgroups by name, such as {@code age} or {@code manufacturer}; a patient without a value is not in the map
 */
public record CohortSlice(
        SliceKey key,
        String subject,
        String scan,
        Path image,
        Compression label,
        Part part,
        Map<String, String> subgroups) {

    public CohortSlice {
        subgroups = Collections.unmodifiableMap(new LinkedHashMap<>(subgroups));
    }
}
