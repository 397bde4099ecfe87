package org.cordscope.labelling;

import java.util.List;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * A slice on which the raters differ, without their names.
 *
 * @param answers of rater A, B and so on, in an order that is drawn anew for each slice
 * @param decision the final answer; null while it is open
 * @param reason why it was decided so
 */
public record Disagreement(
        SliceKey slice,
        String scan,
        int sliceIndex,
        List<Answer> answers,
        @Nullable Answer decision,
        String reason) {

    public Disagreement {
        answers = List.copyOf(answers);
    }

    /** Whether it is decided by a Kang grade: all who could read the slice gave one. */
    public boolean graded() {
        return isGraded(answers);
    }

    static boolean isGraded(List<Answer> answers) {
        List<Answer> readable = answers.stream().filter(a -> a.label() != null).toList();
        return !readable.isEmpty() && readable.stream().allMatch(a -> a.kangGrade() != null);
    }
}
