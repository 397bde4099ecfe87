package org.cordscope.inference.explanation;

import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * One slice by its file.
 *
 * @param patient a name that tells patients apart
 * @param label null where nobody has said
 */
public record SliceToExplain(
        SliceKey key, String patient, @Nullable Compression label, SourceFile source) {

    public static SliceToExplain of(CohortSlice slice) {
        return new SliceToExplain(slice.key(), slice.subject(), slice.label(), SourceFile.of(slice.image()));
    }

    public static SliceToExplain of(SliceRef slice) {
        return new SliceToExplain(
                slice.key(), slice.header().patientId(), null, slice.header().source());
    }
}
