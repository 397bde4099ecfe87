package org.cordscope.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.cohort.StoredScan;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.Tag;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Codes every slice of the axial T2-weighted series found in files, folders and ZIP archives.
 *
 * <p>Memory: the headers of all inputs, and the pixels of a few slices at a time.
 */
public final class ScanCoder {
    private static final int BATCH = 16;
    private static final String NOT_WANTED = "not in the list of studies";
    private static final String NOT_THERE = "in the list of studies, but not among the files";
    private static final String UNREADABLE = "chosen, but none of its slices could be read";

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
        return code(inputs, WantedStudies.all(), CodedScans.NONE, progress);
    }

    /**
     * Codes some studies, and what is not coded already.
     *
     * @throws CancellationException where the thread is interrupted; what is coded is kept
     */
    public CodingResult code(List<Path> inputs, WantedStudies wanted, CodedScans known, Progress progress)
            throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(inputs, progress, DicomScan.Sink.into(headers, rejected));
        List<ExcludedSeries> excluded = new ArrayList<>();
        wanted.missing(headers).forEach(name -> excluded.add(new ExcludedSeries(name, "", 0, NOT_THERE)));
        headers.removeIf(header -> {
            boolean unwanted = !wanted.wants(header);
            if (unwanted) {
                rejected.add(new Rejected(header.source().display(), NOT_WANTED));
            }
            return unwanted;
        });
        List<ScanDecision> chosen = new ArrayList<>();
        for (ScanDecision decision : SeriesChoice.choose(headers, rules)) {
            rejected.addAll(unused(decision));
            if (decision.chosen()) {
                chosen.add(decision);
            } else {
                excluded.add(excluded(decision, decision.reason()));
            }
        }
        List<CodedScan> scans = new ArrayList<>();
        Map<ScanDecision, CodedScans.Done> done = chosen.isEmpty() ? Map.of() : code(chosen, known, progress);
        for (ScanDecision scan : chosen) {
            CodedScans.Done coded = Objects.requireNonNull(done.get(scan));
            rejected.addAll(coded.rejected());
            if (coded.scan() == null) {
                excluded.add(excluded(scan, UNREADABLE));
            } else {
                scans.add(coded.scan());
            }
        }
        excluded.sort(Comparator.comparing(ExcludedSeries::studyUid).thenComparing(ExcludedSeries::seriesUid));
        return new CodingResult(scans, rejected.stream().distinct().toList(), excluded);
    }

    /**
     * Codes a scan that a study has stored; its series is not chosen anew. Empty where none of its slices can be read.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public Optional<CodedScan> code(StoredScan scan) throws IOException {
        Map<Path, InstanceHeader> headers = new LinkedHashMap<>();
        List<SliceRef> slices = new ArrayList<>();
        for (StoredScan.Slice slice : scan.slices()) {
            InstanceHeader header = headers.get(slice.image());
            if (header == null) {
                header = DicomReader.readInstanceHeader(SourceFile.of(slice.image()));
                headers.put(slice.image(), header);
            }
            FrameHeader frame = header.frames().get(slice.key().frame() - 1);
            slices.add(new SliceRef(header, frame, slice.index(), slice.positionMm(), slice.slab()));
        }
        InstanceHeader first = slices.get(0).header();
        ScanDecision stored = new ScanDecision(
                first.studyUid(),
                first.seriesUid(),
                true,
                "stored by an import",
                List.of(),
                slices,
                List.copyOf(headers.values()));
        CodedScans.Done done =
                code(List.of(stored), CodedScans.NONE, Progress.NONE).get(stored);
        return Optional.ofNullable(Objects.requireNonNull(done).scan());
    }

    private static ExcludedSeries excluded(ScanDecision decision, String reason) {
        return new ExcludedSeries(
                decision.studyUid(), decision.seriesUid(), decision.instances().size(), reason);
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

    private IdentityHashMap<ScanDecision, CodedScans.Done> code(
            List<ScanDecision> chosen, CodedScans known, Progress progress) throws IOException {
        Judges judges = models.get();
        IdentityHashMap<ScanDecision, CodedScans.Done> done = new IdentityHashMap<>();
        for (ScanDecision scan : chosen) {
            known.find(scan).ifPresent(earlier -> done.put(scan, earlier));
        }
        if (!done.isEmpty()) {
            progress.begin("scans taken over from an interrupted run", done.size());
            progress.advance(done.size());
        }
        List<Part> parts = chosen.stream()
                .filter(scan -> !done.containsKey(scan))
                .flatMap(ScanCoder::parts)
                .toList();
        progress.begin(
                "coding slices",
                parts.stream().mapToLong(p -> p.slices().size()).sum());
        List<CodedSlice> coded = new ArrayList<>();
        List<Rejected> unreadable = new ArrayList<>();
        try (SlicesAhead slices = new SlicesAhead(
                judges.inputs(), parts.stream().map(Part::slices).toList())) {
            for (Part part : parts) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("coding was interrupted");
                }
                SlicesAhead.Batch batch = slices.next();
                unreadable.addAll(batch.rejected());
                coded.addAll(code(batch, judges));
                progress.advance(part.slices().size());
                if (part.last()) {
                    CodedScans.Done finished = new CodedScans.Done(coded(part.scan(), coded, judges), unreadable);
                    known.keep(part.scan(), finished);
                    done.put(part.scan(), finished);
                    coded.clear();
                    unreadable.clear();
                }
            }
        }
        return done;
    }

    /** As many slices of one scan as the network takes at once. */
    private record Part(ScanDecision scan, List<SliceRef> slices, boolean last) {}

    private static Stream<Part> parts(ScanDecision scan) {
        List<SliceRef> slices = scan.slices();
        return IntStream.iterate(0, start -> start < slices.size(), start -> start + BATCH)
                .mapToObj(start -> {
                    int end = Math.min(slices.size(), start + BATCH);
                    return new Part(scan, slices.subList(start, end), end == slices.size());
                });
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

    /** Null where no slice could be read. */
    private static @Nullable CodedScan coded(ScanDecision scan, List<CodedSlice> slices, Judges judges) {
        int missing = scan.slices().size() - slices.size();
        DecisionThreshold ofScans = judges.scanThreshold();
        double threshold = ofScans == null ? 0 : ofScans.value();
        return slices.isEmpty()
                ? null
                : new CodedScan(scan.studyUid(), scan.seriesUid(), slices, missing, sex(scan.slices()), threshold);
    }

    /** By the first slice whose file can be read; empty where it does not say. */
    private static String sex(List<SliceRef> slices) {
        for (SliceRef slice : slices) {
            try {
                return DicomReader.readHeader(slice.header().source())
                        .data()
                        .string(Tag.PATIENT_SEX)
                        .orElse("");
            } catch (IOException unreadable) {
                // among the rejected files already
            }
        }
        return "";
    }
}
