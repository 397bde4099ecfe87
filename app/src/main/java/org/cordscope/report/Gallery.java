package org.cordscope.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.report.figure.GalleryFigure.Example;
import org.cordscope.report.figure.Numbers;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Example slices: the surest hits, the worst misses and false alarms, and those the model was least sure of; one of a patient in
 * each row, so that nobody fills it.
 */
final class Gallery {
    private static final int EACH = 4;

    private final Map<String, CohortSlice> slices = new HashMap<>();
    private final Preprocessing seen;
    private final double threshold;
    private final @Nullable ActivationMapper mapper;

    /** @param mapper the model that scored the slices; null for no maps */
    Gallery(List<CohortSlice> cohort, Preprocessing seen, double threshold, @Nullable ActivationMapper mapper) {
        cohort.forEach(slice -> slices.put(slice.key().id(), slice));
        this.seen = seen;
        this.threshold = threshold;
        this.mapper = mapper;
    }

    List<Example> of(List<ScoredSlice> scored) throws IOException {
        Comparator<ScoredSlice> rising = Comparator.comparingDouble(ScoredSlice::probability);
        Comparator<ScoredSlice> unsure = Comparator.comparingDouble(s -> Math.abs(s.probability() - threshold));
        List<Example> examples = new ArrayList<>();
        add(examples, scored, "True positives", s -> s.compressed() && called(s), rising.reversed());
        add(examples, scored, "False negatives", s -> s.compressed() && !called(s), rising);
        add(examples, scored, "False positives", s -> !s.compressed() && called(s), rising.reversed());
        add(examples, scored, "Least certain", s -> true, unsure);
        return examples;
    }

    private boolean called(ScoredSlice slice) {
        return slice.probability() >= threshold;
    }

    private void add(
            List<Example> examples,
            List<ScoredSlice> scored,
            String kind,
            Predicate<ScoredSlice> which,
            Comparator<ScoredSlice> order)
            throws IOException {
        Map<String, ScoredSlice> ofPatient = new HashMap<>();
        List<ScoredSlice> chosen = scored.stream()
                .filter(which)
                .sorted(order)
                .filter(slice -> ofPatient.putIfAbsent(slice.patientId(), slice) == null)
                .limit(EACH)
                .toList();
        for (ScoredSlice slice : chosen) {
            CohortSlice source = slices.get(slice.sliceId());
            if (source != null) {
                examples.add(example(kind, slice, source));
            }
        }
    }

    private Example example(String kind, ScoredSlice scored, CohortSlice source) throws IOException {
        SliceImage image = DicomPixels.read(
                DicomReader.readInstanceHeader(SourceFile.of(source.image())),
                source.key().frame());
        ActivationMap map = mapper == null
                ? null
                : mapper.map(List.of(MapMethod.KERAS_VIS), seen.apply(image)).map(MapMethod.KERAS_VIS);
        return new Example(
                kind,
                MapPicture.png(image, seen, null, false),
                map == null ? null : MapPicture.png(image, seen, map, false),
                (scored.compressed() ? "compressed: " : "not compressed: ") + Numbers.fixed(scored.probability(), 2));
    }
}
