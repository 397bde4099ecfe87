package org.cordscope.labelling;

import java.util.Locale;
import org.cordscope.study.Compression;
import org.jspecify.annotations.Nullable;

/**
 * What a rater says of one slice.
 *
 * @param kangGrade 0 to 3 (Kang et al., AJR 2011), of a graded reading; 2 and 3 say that the cord is deformed
 * @param extent how far round a compressed cord is pressed, where the rater said so
 * @param level the disc that the slice is nearest to, where the rater said so
 */
public record Answer(
        Kind kind,
        @Nullable Integer kangGrade,
        @Nullable Extent extent,
        @Nullable DiscLevel level,
        Confidence confidence) {
    /** The lowest Kang grade at which the cord itself is deformed, which the paper calls compressed. */
    private static final int DEFORMED = 2;

    private static final int HIGHEST_GRADE = 3;

    /** What an answer can be; {@code WITHDRAWN} takes an earlier one back. */
    public enum Kind {
        NOT_COMPRESSED,
        COMPRESSED,
        UNREADABLE,
        WITHDRAWN
    }

    /** How far round the cord is pressed (the paper's Figure 2). */
    public enum Extent {
        PARTIAL,
        CIRCUMFERENTIAL
    }

    /** How sure the rater is. */
    public enum Confidence {
        SURE,
        LIKELY,
        UNSURE
    }

    public Answer {
        if (kangGrade != null && (kangGrade < 0 || kangGrade > HIGHEST_GRADE)) {
            throw new IllegalArgumentException("a Kang grade is 0 to 3: " + kangGrade);
        }
        if (kangGrade != null && kind != (kangGrade >= DEFORMED ? Kind.COMPRESSED : Kind.NOT_COMPRESSED)) {
            throw new IllegalArgumentException("Kang grade " + kangGrade + " does not go with " + kind);
        }
        if (extent != null && kind != Kind.COMPRESSED) {
            throw new IllegalArgumentException("only a compressed cord is pressed to an extent");
        }
    }

    /** An answer that names no level. */
    public Answer(Kind kind, @Nullable Integer kangGrade, @Nullable Extent extent, Confidence confidence) {
        this(kind, kangGrade, extent, null, confidence);
    }

    public static Answer of(Compression label) {
        Kind kind = label == Compression.COMPRESSED ? Kind.COMPRESSED : Kind.NOT_COMPRESSED;
        return new Answer(kind, null, null, Confidence.SURE);
    }

    public static Answer graded(int kangGrade, @Nullable Extent extent) {
        Kind kind = kangGrade >= DEFORMED ? Kind.COMPRESSED : Kind.NOT_COMPRESSED;
        return new Answer(kind, kangGrade, extent, Confidence.SURE);
    }

    public static Answer unreadable() {
        return new Answer(Kind.UNREADABLE, null, null, Confidence.SURE);
    }

    public static Answer withdrawn() {
        return new Answer(Kind.WITHDRAWN, null, null, Confidence.SURE);
    }

    public Answer withConfidence(Confidence newConfidence) {
        return new Answer(kind, kangGrade, extent, level, newConfidence);
    }

    public Answer withLevel(@Nullable DiscLevel newLevel) {
        return new Answer(kind, kangGrade, extent, newLevel, confidence);
    }

    /** The paper's label; null where the slice is unreadable or the answer was taken back. */
    public @Nullable Compression label() {
        return switch (kind) {
            case COMPRESSED -> Compression.COMPRESSED;
            case NOT_COMPRESSED -> Compression.NOT_COMPRESSED;
            case UNREADABLE, WITHDRAWN -> null;
        };
    }

    /** As a table shows it: {@code 0}, {@code 1}, {@code x} for unreadable, empty where taken back. */
    public String mark() {
        return switch (kind) {
            case COMPRESSED -> "1";
            case NOT_COMPRESSED -> "0";
            case UNREADABLE -> "x";
            case WITHDRAWN -> "";
        };
    }

    /** In words, for people. */
    public String words() {
        String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String grade = kangGrade == null ? "" : ", Kang " + kangGrade;
        String round = extent == null ? "" : ", " + extent.name().toLowerCase(Locale.ROOT);
        String sure =
                confidence == Confidence.SURE ? "" : ", " + confidence.name().toLowerCase(Locale.ROOT);
        String at = level == null ? "" : ", " + level.words();
        return word + grade + round + at + sure;
    }
}
