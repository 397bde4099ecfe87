package org.cordscope.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DicomScan;
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

    private final Supplier<? extends Judges> models;
    private final SeriesRules rules;

    /** @param models asked for once there is something to code, so that they can load while headers are read */
    public ScanCoder(Supplier<? extends Judges> models, SeriesRules rules) {
        this.models = models;
        this.rules = rules;
    }

    /**
     * Codes with a single model and a given threshold, without its mirror images.
     *
     * @param threshold probability from which a slice counts as compressed, 0..1
     */
    public ScanCoder(Supplier<SliceClassifier> classifier, SeriesRules rules, double threshold) {
        this(() -> new Ensemble(List.of(classifier.get()), threshold, false), rules);
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
        List<CodedScan> scans = chosen.isEmpty() ? List.of() : code(chosen, rejected, progress);
        return new CodingResult(scans, rejected.stream().distinct().toList());
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

    private List<CodedScan> code(List<ScanDecision> chosen, List<Rejected> rejected, Progress progress)
            throws IOException {
        Judges judges = models.get();
        List<Part> parts = chosen.stream().flatMap(ScanCoder::parts).toList();
        progress.begin(
                "coding slices",
                parts.stream().mapToLong(p -> p.slices().size()).sum());
        IdentityHashMap<ScanDecision, List<CodedSlice>> coded = new IdentityHashMap<>();
        try (SlicesAhead slices = new SlicesAhead(
                judges.inputs(), parts.stream().map(Part::slices).toList())) {
            for (Part part : parts) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("coding was interrupted");
                }
                SlicesAhead.Batch batch = slices.next();
                rejected.addAll(batch.rejected());
                coded.computeIfAbsent(part.scan(), scan -> new ArrayList<>()).addAll(code(batch, judges));
                progress.advance(part.slices().size());
            }
        }
        return chosen.stream()
                .flatMap(scan -> coded(scan, coded.getOrDefault(scan, List.of())))
                .toList();
    }

    /** As many slices of one scan as the network takes at once. */
    private record Part(ScanDecision scan, List<SliceRef> slices) {}

    private static Stream<Part> parts(ScanDecision scan) {
        List<SliceRef> slices = scan.slices();
        return IntStream.iterate(0, start -> start < slices.size(), start -> start + BATCH)
                .mapToObj(start -> new Part(scan, slices.subList(start, Math.min(slices.size(), start + BATCH))));
    }

    private static List<CodedSlice> code(SlicesAhead.Batch batch, Judges judges) {
        if (batch.slices().isEmpty()) {
            return List.of();
        }
        List<Opinion> opinions = judges.read(batch.toRead());
        double threshold = judges.threshold().value();
        List<CodedSlice> coded = new ArrayList<>();
        for (int i = 0; i < opinions.size(); i++) {
            SliceRef slice = batch.slices().get(i);
            double probability = opinions.get(i).probability();
            Judgement judgement = Judgement.of(opinions.get(i), batch.flaws().get(i));
            coded.add(new CodedSlice(
                    slice.key(),
                    slice.index(),
                    slice.positionMm(),
                    probability,
                    judgement.judged() && probability >= threshold,
                    judgement,
                    opinions.get(i).findings()));
        }
        return coded;
    }

    private static Stream<CodedScan> coded(ScanDecision scan, List<CodedSlice> slices) {
        int missing = scan.slices().size() - slices.size();
        return slices.isEmpty()
                ? Stream.empty()
                : Stream.of(new CodedScan(scan.studyUid(), scan.seriesUid(), slices, missing));
    }
}
