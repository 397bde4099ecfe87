package org.cordscope.labelling;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One label of a file, in the words of the file; empty where it says nothing.
 *
 * @param where in the file, for messages
 * @param frame empty where the file has no such column or cell
 * @param label may be empty beside a Kang grade, which says it
 * @param detailed whether the file has grades, extents, levels or confidences, so that an import compares these too
 */
record LabelRow(
        String where,
        String rater,
        String uid,
        String frame,
        String reading,
        String label,
        String kangGrade,
        String extent,
        String level,
        String confidence,
        boolean detailed) {

    /**
     * The answer; empty where the label is none.
     *
     * @throws IllegalArgumentException where a detail is not one, or does not go with the label
     */
    Optional<Answer> answer() {
        Optional<Answer> plain = label.isBlank() && kangGrade.matches("[0-3]")
                ? Optional.of(Answer.graded(Integer.parseInt(kangGrade), null))
                : Labels.parse(label);
        if (plain.isEmpty() || !detailed) {
            return plain;
        }
        if (!kangGrade.isEmpty() && !kangGrade.matches("[0-3]")) {
            throw new IllegalArgumentException("a Kang grade is 0 to 3");
        }
        Answer.Confidence sure = one(Answer.Confidence.class, "confidence", confidence);
        return Optional.of(new Answer(
                plain.get().kind(),
                kangGrade.isEmpty() ? null : Integer.valueOf(kangGrade),
                one(Answer.Extent.class, "extent", extent),
                disc(),
                sure == null ? Answer.Confidence.SURE : sure));
    }

    private @Nullable DiscLevel disc() {
        return level.isEmpty()
                ? null
                : DiscLevel.of(level).orElseThrow(() -> new IllegalArgumentException("a level is C2/3 to C7/T1"));
    }

    private static <E extends Enum<E>> @Nullable E one(Class<E> type, String what, String word) {
        if (word.isEmpty()) {
            return null;
        }
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + what + " is none that is known", e);
        }
    }
}
