package org.cordscope.report.predictions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.report.figure.Numbers;
import org.cordscope.study.UserFacingException;

/** Two tables of predictions of the same slices. */
public final class SameCases {
    private static final int MOST_SHOWN = 5;

    private SameCases() {}

    /**
     * The second table's slices in the order of the first's.
     *
     * @throws UserFacingException where a slice is in one table only, or the two disagree on its patient or label
     */
    public static List<ScoredSlice> inOrderOf(
            List<ScoredSlice> first, String firstFile, List<ScoredSlice> second, String secondFile) {
        Map<String, ScoredSlice> byId = new HashMap<>();
        second.forEach(slice -> byId.put(slice.sliceId(), slice));
        List<ScoredSlice> ordered = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        List<String> different = new ArrayList<>();
        for (ScoredSlice slice : first) {
            ScoredSlice other = byId.remove(slice.sliceId());
            if (other == null) {
                absent.add(slice.sliceId());
            } else {
                ordered.add(other);
                if (other.compressed() != slice.compressed()
                        || !other.patientId().equals(slice.patientId())) {
                    different.add(slice.sliceId());
                }
            }
        }
        refuse(absent, firstFile, "not in " + secondFile);
        refuse(
                second.stream()
                        .map(ScoredSlice::sliceId)
                        .filter(byId::containsKey)
                        .toList(),
                secondFile,
                "not in " + firstFile);
        refuse(different, firstFile, "of another label or patient in " + secondFile);
        return ordered;
    }

    private static void refuse(List<String> slices, String file, String what) {
        if (!slices.isEmpty()) {
            String more = slices.size() > MOST_SHOWN ? ", ..." : "";
            throw new UserFacingException(
                    Numbers.counted(slices.size(), "slice") + " of " + file + (slices.size() == 1 ? " is " : " are ")
                            + what
                            + ": "
                            + String.join(", ", slices.subList(0, Math.min(MOST_SHOWN, slices.size()))) + more + ".",
                    "Compare two models on the same slices.");
        }
    }
}
