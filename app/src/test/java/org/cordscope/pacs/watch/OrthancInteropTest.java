package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.DicomScan;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Vr;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.hl7.Mllp;
import org.cordscope.pacs.hl7.TestReceiver;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches a real Orthanc that storescu sends phantoms to; scripts/kill_watch.py kills with a real model, and more often. */
@Tag("interop")
final class OrthancInteropTest {
    private static final int FEW_FILES = 12;
    private static final String WEIGHTS = "ab".repeat(32);

    @TempDir
    static Path cohort;

    @TempDir
    Path folder;

    private Orthanc orthanc;
    private Path state;

    @BeforeAll
    static void makeCohort() throws IOException {
        PhantomRequest request =
                PhantomRequest.defaults().withPatients(2).withMatrix(64).withMasks(false);
        PhantomCohort.write(request, cohort.resolve("whole"), 2, Progress.NONE);
        keepChosenAndSmallSeries();
    }

    /** Sending is slow: of each study the series to be coded and those of few files. */
    private static void keepChosenAndSmallSeries() throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        DicomScan.scan(
                List.of(cohort.resolve("whole/dicom")), Progress.NONE, DicomScan.Sink.into(headers, new ArrayList<>()));
        Path kept = Files.createDirectories(cohort.resolve("dicom"));
        for (ScanDecision decision : SeriesChoice.choose(headers, SeriesRules.defaults())) {
            if (decision.chosen() || decision.instances().size() <= FEW_FILES) {
                for (InstanceHeader header : decision.instances()) {
                    Path file = header.source().file();
                    Files.copy(file, kept.resolve(file.getFileName()));
                }
            }
        }
    }

    @BeforeEach
    void startOrthanc() throws Exception {
        orthanc = new Orthanc(folder.resolve("orthanc"));
        state = folder.resolve("state");
    }

    @Test
    void a_message_that_the_receiver_refused_is_sent_again_until_it_is_accepted_and_then_never() throws Exception {
        orthanc.receive(cohort.resolve("dicom"));
        AtomicInteger refusals = new AtomicInteger();
        try (TestReceiver receiver = new TestReceiver(message -> refusals.incrementAndGet() <= 2
                ? TestReceiver.accept(message).replace("|AA|", "|AE|")
                : TestReceiver.accept(message))) {
            Path dropped = folder.resolve("dropped");
            List<Destination> besides = List.of(
                    Hl7Destinations.folder(dropped),
                    Hl7Destinations.receiver(Mllp.to(receiver.address(), null, Duration.ofSeconds(20))));
            for (int run = 0; run < 5; run++) {
                TestWatch.once(orthanc.address(), state, WEIGHTS, besides);
            }
            assertEquals(2 + 2, receiver.received().size(), "two refused, two accepted");
            assertEquals(2, Set.copyOf(receiver.received()).size(), "one message for each study, however often");
            for (LedgerEntry entry : TestWatch.ledger(state)) {
                if (entry.coding() != null) {
                    assertEquals(Status.RETURNED, entry.status());
                    assertEquals(
                            Set.of("archive", "hl7-folder", "hl7"),
                            Set.of(entry.delivered().split(" ")));
                    assertFalse(entry.reason().contains("AE"), "what was mended is no longer a reason");
                }
            }
            try (Stream<Path> files = Files.list(dropped)) {
                assertEquals(2, files.count());
            }
        }
    }

    @AfterEach
    void stopOrthanc() throws Exception {
        orthanc.close();
    }

    private List<String> watch() throws Exception {
        return TestWatch.once(orthanc.address(), state, WEIGHTS);
    }

    private List<String> statuses() {
        return TestWatch.ledger(state).stream().map(e -> e.status().word()).toList();
    }

    @Test
    void every_study_is_answered_once_and_a_new_model_answers_anew() throws Exception {
        orthanc.receive(cohort.resolve("dicom"));
        watch();
        List<LedgerEntry> entries = TestWatch.ledger(state);
        Map<String, ScanDecision> chosen = chosenByFiles();
        assertEquals(2, chosen.size());
        for (LedgerEntry entry : entries) {
            ScanDecision decision = chosen.get(entry.studyUid());
            assertEquals(decision == null ? Status.INELIGIBLE : Status.RETURNED, entry.status(), entry::reason);
            if (decision != null && entry.coding() != null) {
                assertEquals(decision.seriesUid(), entry.coding().seriesUid());
                assertEquals(decision.slices().size(), entry.coding().slices());
            }
        }
        Map<String, String> results = orthanc.results();
        assertTrue(results.values().containsAll(List.of("SR", "OT")), results::toString);
        orthanc.awaitStable(); // our own results are news, too
        assertEquals(List.of(), watch());
        assertEquals(results, orthanc.results());
        assertEquals(entries.size(), TestWatch.ledger(state).size());
        Path other = folder.resolve("other");
        TestWatch.once(orthanc.address(), other, "cd".repeat(32));
        assertEquals(2 * results.size(), orthanc.results().size());
    }

    /** What predict would choose. */
    private static Map<String, ScanDecision> chosenByFiles() throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        DicomScan.scan(
                List.of(cohort.resolve("dicom")), Progress.NONE, DicomScan.Sink.into(headers, new ArrayList<>()));
        return SeriesChoice.choose(headers, SeriesRules.defaults()).stream()
                .filter(ScanDecision::chosen)
                .collect(Collectors.toMap(ScanDecision::studyUid, d -> d));
    }

    @Test
    void a_watch_that_is_killed_at_any_moment_is_completed_by_the_next_one() throws Exception {
        orthanc.receive(cohort.resolve("dicom"));
        Path whole = folder.resolve("whole");
        long start = System.nanoTime();
        run(whole).waitFor();
        long nanos = System.nanoTime() - start;
        Map<String, String> expected = orthanc.results();
        assertFalse(expected.isEmpty());
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4; i++) {
            Process process = run(state);
            process.waitFor((long) (nanos * random.nextDouble(0.3, 1)), TimeUnit.NANOSECONDS);
            process.destroyForcibly().waitFor();
        }
        watch();
        assertEquals(expected, orthanc.results());
        List<String> studies =
                TestWatch.ledger(state).stream().map(LedgerEntry::studyUid).toList();
        assertEquals(studies.stream().distinct().toList(), studies);
        assertEquals(
                List.of(),
                statuses().stream()
                        .filter(s -> !s.equals("returned") && !s.equals("ineligible"))
                        .toList());
    }

    private Process run(Path stateFolder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestWatch.class.getName(),
                        orthanc.address().toString(),
                        stateFolder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("watch.log").toFile())
                .start();
    }

    @Test
    void a_study_that_grows_is_coded_anew_and_one_damaged_file_is_said() throws Exception {
        List<Path> files = filesOfOneChosenSeries();
        Path first = Files.createDirectories(folder.resolve("first"));
        Path later = Files.createDirectories(folder.resolve("later"));
        for (int i = 0; i < files.size(); i++) {
            Files.copy(files.get(i), (i < files.size() - 3 ? first : later).resolve("f" + i));
        }
        damagePixels(first.resolve("f1"));
        orthanc.receive(first);
        watch();
        Map<String, String> before = orthanc.results();
        LedgerEntry.Coding coding = TestWatch.ledger(state).get(0).coding();
        assertEquals(1, coding == null ? -1 : coding.unreadable(), TestWatch.ledger(state)::toString);
        orthanc.receive(later);
        watch();
        assertEquals(List.of("returned", "returned"), statuses());
        LedgerEntry.Coding grown = TestWatch.ledger(state).get(1).coding();
        assertEquals(files.size() - 1, grown == null ? -1 : grown.slices());
        assertTrue(orthanc.results().keySet().containsAll(before.keySet()));
        assertEquals(2 * before.size(), orthanc.results().size());
    }

    private List<Path> filesOfOneChosenSeries() throws IOException {
        return chosenByFiles().values().iterator().next().slices().stream()
                .map(slice -> slice.header().source().file())
                .toList();
    }

    /** Cuts most of the pixels off. */
    private static void damagePixels(Path file) throws IOException {
        DicomObject object = DicomReader.read(SourceFile.of(file));
        object.data().set(org.cordscope.dicom.Tag.PIXEL_DATA, Vr.OW, new byte[10]);
        DicomWriter.write(file, object);
    }

    @Test
    void an_archive_that_is_down_for_a_while_costs_nothing() throws Exception {
        orthanc.receive(cohort.resolve("dicom"));
        orthanc.kill();
        ArchiveException e = assertThrows(ArchiveException.class, this::watch);
        assertEquals(ArchiveException.Kind.UNREACHABLE, e.kind());
        orthanc.startAgain();
        watch();
        assertTrue(statuses().contains("returned"), statuses()::toString);
        assertEquals(
                0,
                TestWatch.ledger(state).stream().mapToInt(LedgerEntry::attempts).sum());
        try (Stream<Path> left = Files.list(state.resolve("results"))) {
            assertEquals(0, left.count());
        }
    }
}
