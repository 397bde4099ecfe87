package org.cordscope.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.report.ReportContent.Picture;
import org.cordscope.study.SourceFile;

/** Example slices: the surest hits, the worst misses and false alarms, and those the model was least sure of. */
final class Gallery {
    private static final int EACH = 4;

    private final Map<String, CohortSlice> slices = new HashMap<>();
    private final Preprocessing seen;
    private final double threshold;

    Gallery(List<CohortSlice> cohort, Preprocessing seen, double threshold) {
        cohort.forEach(slice -> slices.put(slice.key().sopInstanceUid(), slice));
        this.seen = seen;
        this.threshold = threshold;
    }

    List<Picture> of(List<ScoredSlice> scored) throws IOException {
        Comparator<ScoredSlice> rising = Comparator.comparingDouble(ScoredSlice::probability);
        Comparator<ScoredSlice> unsure = Comparator.comparingDouble(s -> Math.abs(s.probability() - threshold));
        List<Picture> pictures = new ArrayList<>();
        add(pictures, scored, "True positive", s -> s.compressed() && called(s), rising.reversed());
        add(pictures, scored, "False negative", s -> s.compressed() && !called(s), rising);
        add(pictures, scored, "False positive", s -> !s.compressed() && called(s), rising.reversed());
        add(pictures, scored, "Least certain", s -> true, unsure);
        return pictures;
    }

    private boolean called(ScoredSlice slice) {
        return slice.probability() >= threshold;
    }

    private void add(
            List<Picture> pictures,
            List<ScoredSlice> scored,
            String kind,
            Predicate<ScoredSlice> which,
            Comparator<ScoredSlice> order)
            throws IOException {
        for (ScoredSlice slice :
                scored.stream().filter(which).sorted(order).limit(EACH).toList()) {
            CohortSlice source = slices.get(slice.sliceId().split("#", -1)[0]);
            if (source != null) {
                SourceFile file = SourceFile.of(source.image());
                byte[] png = SlicePicture.png(
                        DicomPixels.read(
                                DicomReader.readInstanceHeader(file),
                                source.key().frame()),
                        seen);
                pictures.add(new Picture(
                        png, String.format(Locale.ROOT, "%s, probability %.2f", kind, slice.probability())));
            }
        }
    }
}
