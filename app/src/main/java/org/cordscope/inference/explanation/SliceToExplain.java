package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * One slice by its file, with its neighbours; the slice itself stands in for one that is not there.
 *
 * @param patient a name that tells patients apart
 * @param label null where nobody has said
 * @param below the next slice towards the feet
 * @param above the next slice towards the head
 */
public record SliceToExplain(
        SliceKey key, String patient, @Nullable Compression label, SourceFile source, Frame below, Frame above) {

    /** @param number of the frame in the file, from 1 */
    public record Frame(SourceFile source, int number) {
        private static Frame of(CohortSlice.StoredFrame stored) {
            return new Frame(SourceFile.of(stored.image()), stored.frame());
        }

        private static Frame of(SliceRef slice) {
            return new Frame(slice.header().source(), slice.frame().frame());
        }
    }

    /** A slice on its own. */
    static SliceToExplain alone(SliceKey key, String patient, @Nullable Compression label, SourceFile source) {
        Frame own = new Frame(source, key.frame());
        return new SliceToExplain(key, patient, label, source, own, own);
    }

    public static SliceToExplain of(CohortSlice slice) {
        return new SliceToExplain(
                slice.key(),
                slice.subject(),
                slice.label(),
                SourceFile.of(slice.image()),
                Frame.of(slice.below()),
                Frame.of(slice.above()));
    }

    /** All slices of a scan, given in its order. */
    public static List<SliceToExplain> of(List<SliceRef> scan) {
        List<SliceToExplain> slices = new ArrayList<>();
        for (int i = 0; i < scan.size(); i++) {
            SliceRef own = scan.get(i);
            slices.add(new SliceToExplain(
                    own.key(),
                    own.header().patientId(),
                    null,
                    own.header().source(),
                    Frame.of(neighbour(scan, i - 1, own)),
                    Frame.of(neighbour(scan, i + 1, own))));
        }
        return slices;
    }

    private static SliceRef neighbour(List<SliceRef> scan, int place, SliceRef own) {
        return place >= 0 && place < scan.size() && scan.get(place).slab() == own.slab() ? scan.get(place) : own;
    }
}
