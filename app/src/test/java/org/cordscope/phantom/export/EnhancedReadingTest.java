package org.cordscope.phantom.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.cohort.ImportRequest;
import org.cordscope.cohort.ImportSummary;
import org.cordscope.cohort.Importing;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.cohort.series.SliceRef;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomFrames;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Window;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.ScanCoder;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.SliceReading;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.study.Acquisition;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cordscope reads the same of a study whether its series are single-frame files or enhanced ones. */
final class EnhancedReadingTest {
    private static final int PATIENTS = 4;
    private static final long SEED = 21;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    static Path folder;

    private static EnhancedCohort cohort;
    private static List<ScanDecision> classic;
    private static List<ScanDecision> enhanced;

    @BeforeAll
    static void write() throws IOException {
        cohort = EnhancedCohort.write(folder, PATIENTS, SEED);
        classic = decisions(cohort.classic());
        enhanced = decisions(cohort.enhanced());
    }

    private static List<ScanDecision> decisions(Path files) throws IOException {
        return SeriesChoice.choose(headers(files), SeriesRules.defaults());
    }

    private static List<InstanceHeader> headers(Path files) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(List.of(files), Progress.NONE, DicomScan.Sink.into(headers, rejected));
        assertEquals(List.of(), rejected);
        return headers;
    }

    @Test
    void every_series_meets_the_same_decision_for_the_same_reason() {
        assertEquals(reasons(classic), reasons(enhanced));
        assertEquals(PATIENTS, enhanced.stream().filter(ScanDecision::chosen).count());
        Set<String> makers = new HashSet<>();
        enhanced.forEach(d ->
                makers.add(d.instances().get(0).frames().get(0).acquisition().manufacturer()));
        assertEquals(3, makers.size(), makers.toString());
        assertEquals(
                Set.of(
                        "axial T2-weighted, not fat-saturated",
                        "fat-saturated",
                        "localiser",
                        "not axial",
                        "not shown to be T2-weighted",
                        "T2*-weighted"),
                Set.copyOf(reasons(enhanced).values()));
    }

    private static Map<String, String> reasons(List<ScanDecision> decisions) {
        Map<String, String> reasons = new TreeMap<>();
        decisions.stream()
                .filter(d -> !d.reason().equals("not MR"))
                .forEach(d -> reasons.put(d.seriesUid(), d.reason()));
        return reasons;
    }

    @Test
    void axial_t2w_slices_lie_where_they_lay_and_were_acquired_alike() {
        for (int patient = 0; patient < PATIENTS; patient++) {
            String series = new PhantomUids(SEED, patient).series("axial T2w");
            List<SliceRef> before = chosen(classic, series);
            List<SliceRef> after = chosen(enhanced, series);
            assertEquals(before.size(), after.size());
            for (int i = 0; i < before.size(); i++) {
                SliceRef a = before.get(i);
                SliceRef b = after.get(i);
                assertEquals(a.positionMm(), b.positionMm());
                assertEquals(a.frame().plane(), b.frame().plane());
                assertEquals(a.frame().spacing(), b.frame().spacing());
                assertEquals(a.header().rows(), b.header().rows());
                assertEquals(a.header().columns(), b.header().columns());
                assertAlike(a.frame().acquisition(), b.frame().acquisition());
            }
        }
    }

    private static void assertAlike(Acquisition a, Acquisition b) {
        assertNotNull(b.echoTimeMs());
        assertEquals(a.echoTimeMs(), b.echoTimeMs());
        assertEquals(a.repetitionTimeMs(), b.repetitionTimeMs());
        assertEquals(a.flipAngleDegrees(), b.flipAngleDegrees());
        assertEquals(a.echoTrainLength(), b.echoTrainLength());
        assertEquals(a.sliceThicknessMm(), b.sliceThicknessMm());
        assertEquals(a.scanningSequence(), b.scanningSequence());
        assertEquals(a.seriesDescription(), b.seriesDescription());
        assertEquals(a.protocolName(), b.protocolName());
        assertEquals(a.bodyPart(), b.bodyPart());
        assertEquals(a.manufacturer(), b.manufacturer());
        assertEquals(List.of("ORIGINAL", "PRIMARY", "T2", "NONE"), b.imageType());
    }

    @Test
    void frames_are_the_images_in_their_order() throws IOException {
        String series = new PhantomUids(SEED, 0).series("axial T2w");
        List<SliceRef> slices = chosen(enhanced, series);
        List<DataSet> images = Objects.requireNonNull(cohort.series().get(series));
        Set<SliceKey> keys = new HashSet<>();
        SourceFile source = SourceFile.of(cohort.file(series));
        DicomFrames frames = DicomFrames.of(source, DicomReader.read(source));
        for (SliceRef slice : slices) {
            keys.add(slice.key());
            DataSet image = images.get(slice.frame().frame() - 1);
            Window window = frames.window(slice.frame().frame()).orElseThrow();
            assertEquals(image.decimal(Tag.WINDOW_CENTER).orElseThrow(), window.center());
            assertEquals(image.decimal(Tag.WINDOW_WIDTH).orElseThrow(), window.width());
            byte[] stored = image.bytes(Tag.PIXEL_DATA);
            float[] pixels =
                    DicomPixels.read(slice.header(), slice.frame().frame()).pixels();
            for (int i = 0; i < pixels.length; i++) {
                assertEquals((stored[2 * i] & 0xff) | (stored[2 * i + 1] & 0xff) << 8, pixels[i]);
            }
        }
        assertEquals(keys(EnhancedCohort.uid(series), slices.size()), keys);
    }

    private static Set<SliceKey> keys(String uid, int frames) {
        return IntStream.rangeClosed(1, frames)
                .mapToObj(frame -> new SliceKey(uid, frame))
                .collect(Collectors.toSet());
    }

    @Test
    void prediction_codes_every_frame_where_it_coded_every_file() throws IOException {
        List<CodedScan> before = coded(cohort.classic());
        List<CodedScan> after = coded(cohort.enhanced());
        assertEquals(PATIENTS, after.size());
        for (int i = 0; i < PATIENTS; i++) {
            assertEquals(before.get(i).seriesUid(), after.get(i).seriesUid());
            assertEquals(0, after.get(i).missing());
            assertEquals(places(before.get(i)), places(after.get(i)));
            String uid = EnhancedCohort.uid(after.get(i).seriesUid());
            assertEquals(
                    keys(uid, after.get(i).slices().size()),
                    after.get(i).slices().stream().map(CodedSlice::key).collect(Collectors.toSet()));
        }
    }

    private static List<CodedScan> coded(Path files) throws IOException {
        return new ScanCoder(MeanGrey::new, SeriesRules.defaults(), 0.5)
                .code(List.of(files), Progress.NONE).scans().stream()
                        .sorted(Comparator.comparing(CodedScan::seriesUid))
                        .toList();
    }

    /** Position and what the network made of the pixels there. */
    private static List<List<Double>> places(CodedScan scan) {
        return scan.slices().stream()
                .map(slice -> List.of((double) slice.index(), slice.positionMm(), slice.probability()))
                .toList();
    }

    /** A network that looks at the mean of its picture alone. */
    private static final class MeanGrey implements SliceClassifier {
        @Override
        public List<SliceReading> read(List<float[]> greyImages) {
            return greyImages.stream()
                    .map(grey -> new SliceReading(mean(grey), grey))
                    .toList();
        }

        private static double mean(float[] grey) {
            return IntStream.range(0, grey.length)
                    .mapToDouble(i -> grey[i])
                    .average()
                    .orElseThrow();
        }

        @Override
        public Recipe recipe() {
            return Recipe.quick(Precision.FLOAT32, 1);
        }

        @Override
        public @Nullable ModelRecord record() {
            return null;
        }

        @Override
        public String sha256() {
            return "";
        }

        @Override
        public void close() {}
    }

    @Test
    void an_import_takes_every_frame_as_a_slice() throws IOException {
        Map<String, List<List<Object>>> before = imported("classic", cohort.classic());
        Map<String, List<List<Object>>> after = imported("enhanced", cohort.enhanced());
        assertEquals(before, after);
        assertEquals(PATIENTS, after.size());
    }

    /** Slices by scan: index, slab, position and spacing; each read back from its de-identified file. */
    private static Map<String, List<List<Object>>> imported(String name, Path files) throws IOException {
        try (StudyFolder study =
                StudyFolder.init(folder.resolve("study-" + name), StudySettings.named("trial"), CLOCK)) {
            ImportSummary summary =
                    Importing.run(study, ImportRequest.of(files), SeriesRules.defaults(), Progress.NONE);
            assertEquals(Map.of(), summary.unusableFiles());
            List<InstanceHeader> stored = headers(study.images());
            assertEquals(summary.usedFiles(), stored.size());
            Map<SliceKey, Double> places = new HashMap<>();
            for (InstanceHeader header : stored) {
                header.frames()
                        .forEach(frame -> places.put(
                                new SliceKey(header.sopInstanceUid(), frame.frame()),
                                Objects.requireNonNull(frame.plane()).positionMm()));
            }
            Map<String, List<List<Object>>> scans = new TreeMap<>();
            study.catalogue()
                    .jdbi()
                    .useHandle(handle -> handle.createQuery("SELECT * FROM slices ORDER BY slice_index")
                            .map((row, context) -> {
                                SliceKey key = new SliceKey(row.getString("sop_uid"), row.getInt("frame"));
                                assertEquals(row.getDouble("position_mm"), places.get(key));
                                return scans.computeIfAbsent(row.getString("scan"), scan -> new ArrayList<>())
                                        .add(List.of(
                                                row.getInt("slice_index"),
                                                row.getInt("slab"),
                                                row.getDouble("position_mm"),
                                                row.getDouble("row_spacing_mm"),
                                                row.getDouble("column_spacing_mm")));
                            })
                            .list());
            assertEquals(summary.slices(), places.size());
            // scans have other names in every study: told apart by where they begin
            Map<String, List<List<Object>>> named = new TreeMap<>();
            scans.values().forEach(slices -> named.put(slices.get(0).toString(), slices));
            return named;
        }
    }

    private static List<SliceRef> chosen(List<ScanDecision> decisions, String series) {
        return decisions.stream()
                .filter(d -> d.seriesUid().equals(series) && d.chosen())
                .findFirst()
                .orElseThrow()
                .slices();
    }

    @Test
    void technical_attributes_alone_give_the_same_reasons() throws IOException {
        Path files = Files.createDirectories(folder.resolve("wordless"));
        for (Map.Entry<String, List<DataSet>> series : cohort.series().entrySet()) {
            List<DataSet> wordless = series.getValue().stream()
                    .map(image -> image.copy()
                            .remove(Tag.SERIES_DESCRIPTION)
                            .remove(Tag.PROTOCOL_NAME)
                            .remove(Tag.SEQUENCE_NAME))
                    .toList();
            String uid = EnhancedCohort.uid(series.getKey());
            DicomWriter.write(
                    files.resolve(uid.substring(uid.length() - 12)),
                    new DicomObject(new DataSet(), EnhancedMr.of(wordless, uid)));
        }
        assertEquals(reasons(classic), reasons(decisions(files)));
    }
}
