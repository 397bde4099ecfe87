package org.cordscope.cohort.series;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cordscope.study.Acquisition;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;

/** Tells from their slices how two series of one study belong together. */
final class Twins {
    private static final double SAME_PLACE_MM = 0.01;
    private static final double SAME_DIRECTION_DEGREES = 0.1;

    private Twins() {}

    /** True where both hold the same planes in the same matrix by the same acquisition: one series under two UIDs. */
    static boolean areTheSame(List<SliceRef> a, List<SliceRef> b) {
        return !a.isEmpty()
                && a.size() == b.size()
                && IntStream.range(0, a.size()).allMatch(i -> isTheSame(a.get(i), b.get(i)));
    }

    /**
     * True where the slices of both alternate along one line, at least three of each: an interleaved stack that was acquired
     * or exported in two halves.
     */
    static boolean interleave(List<SliceRef> a, List<SliceRef> b) {
        if (Math.abs(a.size() - b.size()) > 1
                || Math.min(a.size(), b.size()) < 3
                || !isSameProtocol(a.get(0), b.get(0))) {
            return false;
        }
        List<SliceRef> lower = a.get(0).positionMm() < b.get(0).positionMm() ? a : b;
        List<SliceRef> upper = lower == a ? b : a;
        return IntStream.range(0, upper.size())
                .allMatch(i -> i < lower.size()
                        && isBelow(lower.get(i), upper.get(i))
                        && (i + 1 >= lower.size() || isBelow(upper.get(i), lower.get(i + 1))));
    }

    private static boolean isBelow(SliceRef one, SliceRef other) {
        return other.positionMm() - one.positionMm() > SAME_PLACE_MM;
    }

    private static boolean isTheSame(SliceRef a, SliceRef b) {
        SlicePlane p = plane(a);
        SlicePlane q = plane(b);
        Vector3 apart = p.position().plus(q.position().times(-1));
        return isSameProtocol(a, b)
                && apart.dot(apart) <= SAME_PLACE_MM * SAME_PLACE_MM
                && acquisition(a).imageType().equals(acquisition(b).imageType());
    }

    private static boolean isSameProtocol(SliceRef a, SliceRef b) {
        Acquisition x = acquisition(a);
        Acquisition y = acquisition(b);
        return a.header().rows() == b.header().rows()
                && a.header().columns() == b.header().columns()
                && Objects.equals(a.frame().spacing(), b.frame().spacing())
                && Planes.angleDegrees(plane(a), plane(b)) <= SAME_DIRECTION_DEGREES
                && x.scanningSequence().equals(y.scanningSequence())
                && Objects.equals(x.echoTimeMs(), y.echoTimeMs())
                && Objects.equals(x.repetitionTimeMs(), y.repetitionTimeMs())
                && Objects.equals(x.echoTrainLength(), y.echoTrainLength());
    }

    private static Acquisition acquisition(SliceRef slice) {
        return slice.frame().acquisition();
    }

    private static SlicePlane plane(SliceRef slice) {
        return Objects.requireNonNull(slice.frame().plane(), "plane");
    }
}
