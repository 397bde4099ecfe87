package org.cordscope.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomScan;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;

/**
 * Codes every slice of the axial T2-weighted series found in files, folders and ZIP archives.
 *
 * <p>Memory: the headers of all inputs, and the pixels of a few slices at a time.
 */
public final class ScanCoder {
    private static final int BATCH = 8;

    private final Supplier<SliceClassifier> classifier;
    private final SeriesRules rules;
    private final double threshold;

    /**
     * @param classifier asked for once there is something to code, so that a model can load while headers are read
     * @param threshold probability from which a slice counts as compressed, 0..1
     */
    public ScanCoder(Supplier<SliceClassifier> classifier, SeriesRules rules, double threshold) {
        if (!(threshold >= 0) || threshold > 1) {
            throw new IllegalArgumentException("threshold must be in 0..1: " + threshold);
        }
        this.classifier = classifier;
        this.rules = rules;
        this.threshold = threshold;
    }

    /** @throws CancellationException where the thread is interrupted */
    public CodingResult code(List<Path> inputs, Progress progress) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(inputs, progress, DicomScan.Sink.into(headers, rejected));
        List<ScanDecision> chosen = new ArrayList<>();
        for (ScanDecision decision : SeriesChoice.choose(headers, rules)) {
            rejected.addAll(unused(decision));
            if (decision.chosen()) {
                chosen.add(decision);
            }
        }
        progress.begin(
                "coding slices",
                chosen.stream().mapToLong(s -> s.slices().size()).sum());
        List<CodedScan> scans = new ArrayList<>();
        for (ScanDecision scan : chosen) {
            code(scan, rejected, progress).ifPresent(scans::add);
        }
        return new CodingResult(scans, rejected);
    }

    /** Files of a series that no coded slice comes from. */
    private static List<Rejected> unused(ScanDecision decision) {
        Set<SourceFile> used =
                decision.slices().stream().map(s -> s.header().source()).collect(Collectors.toSet());
        String reason = decision.chosen()
                ? "not used: the same slice again, or another echo of it, was coded"
                : decision.reason();
        return decision.instances().stream()
                .map(InstanceHeader::source)
                .filter(source -> !used.contains(source))
                .map(source -> new Rejected(source.display(), reason))
                .toList();
    }

    private Optional<CodedScan> code(ScanDecision scan, List<Rejected> rejected, Progress progress) throws IOException {
        Preprocessing preprocessing = classifier.get().recipe().preprocessing();
        List<CodedSlice> coded = new ArrayList<>();
        List<SliceRef> batch = new ArrayList<>();
        List<float[]> images = new ArrayList<>();
        for (SliceRef slice : scan.slices()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("coding was interrupted");
            }
            try {
                images.add(preprocessing.apply(
                        DicomPixels.read(slice.header(), slice.frame().frame())));
                batch.add(slice);
            } catch (DicomFormatException e) {
                rejected.add(e.toRejected());
            }
            if (batch.size() == BATCH) {
                coded.addAll(code(batch, images));
            }
            progress.advance(1);
        }
        coded.addAll(code(batch, images));
        int missing = scan.slices().size() - coded.size();
        return coded.isEmpty()
                ? Optional.empty()
                : Optional.of(new CodedScan(scan.studyUid(), scan.seriesUid(), coded, missing));
    }

    /** Codes the slices of one batch and empties it. */
    private List<CodedSlice> code(List<SliceRef> batch, List<float[]> images) {
        if (batch.isEmpty()) {
            return List.of();
        }
        double[] probabilities = classifier.get().probabilities(images);
        List<CodedSlice> coded = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            SliceRef slice = batch.get(i);
            coded.add(new CodedSlice(
                    slice.key(), slice.index(), slice.positionMm(), probabilities[i], probabilities[i] >= threshold));
        }
        batch.clear();
        images.clear();
        return coded;
    }
}
