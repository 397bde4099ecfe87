package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.cordscope.dicom.DicomScan;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.phantom.export.PhantomUids;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phantom knows which of its series is the axial T2-weighted one, whatever the maker calls it. */
final class PhantomSeriesTest {
    private static final int PATIENTS = 7;

    private static final Map<Long, List<InstanceHeader>> COHORTS = new HashMap<>();

    @BeforeAll
    static void make(@TempDir Path folder) throws IOException {
        for (long seed : new long[] {2, 5}) {
            COHORTS.put(seed, cohort(folder, seed));
        }
    }

    @Test
    void the_right_series_of_every_maker_is_chosen() {
        Set<String> makers = new HashSet<>();
        for (long seed : new long[] {2, 5}) {
            List<InstanceHeader> headers = Objects.requireNonNull(COHORTS.get(seed));
            headers.forEach(h -> makers.add(h.frames().get(0).acquisition().manufacturer()));
            Map<String, String> truth = new HashMap<>();
            for (int i = 0; i < PATIENTS; i++) {
                PhantomUids uids = new PhantomUids(seed, i);
                truth.put(uids.study(), uids.series("axial T2w"));
            }
            Map<String, String> chosen = new HashMap<>();
            SeriesChoice.choose(headers, SeriesRules.defaults()).stream()
                    .filter(ScanDecision::chosen)
                    .forEach(d -> chosen.put(d.studyUid(), d.seriesUid()));
            assertEquals(truth, chosen);
        }
        assertTrue(makers.size() >= 3, makers.toString());
    }

    @Test
    void the_others_are_turned_down_for_what_they_are() {
        long seed = 2;
        List<InstanceHeader> headers = Objects.requireNonNull(COHORTS.get(seed));
        Map<String, String> expected = Map.of(
                "localiser", "localiser",
                "sagittal T2w", "not axial",
                "sagittal STIR", "not axial",
                "axial T2w", "axial T2-weighted, not fat-saturated",
                "axial T2*w", "T2*-weighted",
                "axial T1w", "not shown to be T2-weighted",
                "axial T2w fat-saturated", "fat-saturated",
                "report", "not MR");
        Map<String, String> kinds = new HashMap<>();
        for (int i = 0; i < PATIENTS; i++) {
            PhantomUids uids = new PhantomUids(seed, i);
            expected.keySet().forEach(kind -> kinds.put(uids.series(kind), kind));
        }
        Map<String, Set<String>> found = new TreeMap<>();
        for (ScanDecision d : SeriesChoice.choose(headers, SeriesRules.defaults())) {
            found.computeIfAbsent(kinds.getOrDefault(d.seriesUid(), "unknown"), k -> new HashSet<>())
                    .add(d.reason());
        }
        found.forEach((kind, reasons) -> assertEquals(Set.of(expected.getOrDefault(kind, "")), reasons, kind));
        assertEquals(expected.keySet(), found.keySet());
    }

    private static List<InstanceHeader> cohort(Path folder, long seed) throws IOException {
        Path out = folder.resolve("cohort-" + seed);
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(PATIENTS)
                .withSeed(seed)
                .withMasks(false)
                .withMatrix(64);
        PhantomCohort.write(request, out, 2, Progress.NONE);
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        DicomScan.scan(List.of(out.resolve("dicom")), Progress.NONE, DicomScan.Sink.into(headers, rejected));
        assertEquals(List.of(), rejected);
        return headers;
    }
}
