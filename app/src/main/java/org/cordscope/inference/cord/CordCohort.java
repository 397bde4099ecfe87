package org.cordscope.inference.cord;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.CohortSlice.StoredFrame;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.CohortCoder;
import org.cordscope.inference.SliceToRead;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/** Labelled slices of a cohort, looked at with their neighbours by a reader that finds the cord. */
public final class CordCohort {
    private static final int BATCH = 8;

    /** A slice and its neighbours come again with the next one. */
    private static final int REMEMBERED = 4;

    private final CordJudges judges;
    private final Deque<Plane> planes = new ArrayDeque<>();

    private CordCohort(CordJudges judges) {
        this.judges = judges;
    }

    private record Plane(
            StoredFrame frame, SliceImage image, @Nullable SlicePlane plane) {}

    /** Takes slices as they come. */
    @FunctionalInterface
    public interface Sink {
        void accept(CohortSlice slice, CordJudges.Look look);
    }

    /**
     * Looks at every slice, in the given order.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public static void look(List<CohortSlice> slices, CordJudges judges, Sink sink, Progress progress)
            throws IOException {
        CordCohort cohort = new CordCohort(judges);
        progress.begin("looking for cords", slices.size());
        for (int start = 0; start < slices.size(); start += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("looking for cords was interrupted");
            }
            List<CohortSlice> some = slices.subList(start, Math.min(slices.size(), start + BATCH));
            List<SliceToRead> toRead = new ArrayList<>();
            for (CohortSlice slice : some) {
                toRead.add(cohort.toRead(slice));
            }
            List<CordJudges.Look> looks = cohort.judges.look(toRead);
            for (int i = 0; i < some.size(); i++) {
                sink.accept(some.get(i), looks.get(i));
            }
            progress.advance(some.size());
        }
    }

    /** One scored slice for each given one, in the same order, by the probability before calibration. */
    public static List<ScoredSlice> score(List<CohortSlice> slices, CordJudges judges, Progress progress)
            throws IOException {
        List<ScoredSlice> scored = new ArrayList<>();
        look(
                slices,
                judges,
                (slice, look) -> scored.add(
                        CohortCoder.scored(slice, judges.opinion(look).probability())),
                progress);
        return scored;
    }

    private SliceToRead toRead(CohortSlice slice) throws IOException {
        Plane own = plane(new StoredFrame(slice.image(), slice.key().frame()));
        return new SliceToRead(
                plane(slice.above()).image(), own.image(), plane(slice.below()).image(), own.plane(), Map.of());
    }

    private Plane plane(StoredFrame frame) throws IOException {
        for (Plane known : planes) {
            if (known.frame().equals(frame)) {
                return known;
            }
        }
        InstanceHeader header = DicomReader.readInstanceHeader(SourceFile.of(frame.image()));
        SlicePlane where = header.frames().stream()
                .filter(f -> f.frame() == frame.frame())
                .findFirst()
                .map(FrameHeader::plane)
                .orElse(null);
        Plane plane = new Plane(frame, DicomPixels.read(header, frame.frame()), where);
        planes.addLast(plane);
        if (planes.size() > REMEMBERED) {
            planes.removeFirst();
        }
        return plane;
    }
}
