package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.StandIn;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch of an archive that says what a test wants; the real ones are in the interop tests. */
final class WatchTest {
    private static final String WEIGHTS = "ab".repeat(32);

    @TempDir
    Path folder;

    /** Orthanc with one study, whose DICOMweb answers as given. */
    private static StandIn orthanc(StandIn.Answer dicomWeb) throws IOException {
        return orthanc(List.of("1.2"), dicomWeb);
    }

    /** Orthanc with some studies. */
    private static StandIn orthanc(List<String> studyUids, StandIn.Answer dicomWeb) throws IOException {
        String changes = studyUids.stream()
                .map(uid -> "{\"ChangeType\":\"StableStudy\",\"ID\":\"" + id(uid) + "\",\"Seq\":7}")
                .collect(Collectors.joining(","));
        return new StandIn(exchange -> {
            String path = exchange.getRequestURI().toString();
            if (path.startsWith("/changes")) {
                boolean first = path.endsWith("since=0");
                json(exchange, "{\"Changes\":[" + (first ? changes : "") + "],\"Done\":true,\"Last\":7}");
            } else if (path.startsWith("/studies/a-")) {
                String uid = path.replaceFirst("/studies/a-([0-9-]+).*", "$1").replace('-', '.');
                json(exchange, "{\"IsStable\":true,\"MainDicomTags\":{\"StudyInstanceUID\":\"" + uid + "\"}}");
            } else if (path.startsWith("/tools/lookup")) {
                String uid = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                json(exchange, "[{\"ID\":\"" + id(uid) + "\",\"Type\":\"Study\"}]");
            } else {
                dicomWeb.to(exchange);
            }
        });
    }

    private static String id(String studyUid) {
        return "a-" + studyUid.replace('.', '-');
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        StandIn.send(exchange, 200, "application/json", text);
    }

    private List<String> watch(StandIn archive) throws Exception {
        return TestWatch.once(archive.address(), folder.resolve("state"), WEIGHTS);
    }

    /** The waits between its attempts are a few milliseconds. */
    private void watchUntil(Set<Status> ends, StandIn archive) throws Exception {
        do {
            watch(archive);
        } while (!ends.contains(entry().status()));
    }

    private LedgerEntry entry() {
        List<LedgerEntry> entries = TestWatch.ledger(folder.resolve("state"));
        assertEquals(1, entries.size());
        return entries.get(0);
    }

    @Test
    void a_study_that_the_archive_cannot_show_is_tried_again_and_then_given_up_with_its_reason() throws Exception {
        try (StandIn archive = orthanc(exchange -> StandIn.send(exchange, 500, "text/plain", "no"))) {
            watchUntil(Set.of(Status.GIVEN_UP), archive);
            assertEquals("the archive answered 500 to a search for series", entry().reason());
            assertEquals(3, entry().attempts());
            assertEquals(List.of(), watch(archive));
        }
    }

    @Test
    void a_study_that_the_archive_shows_later_is_looked_at_then() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (StandIn archive = orthanc(exchange ->
                StandIn.send(exchange, asked.incrementAndGet() <= 4 ? 503 : 200, "application/dicom+json", "[]"))) {
            watchUntil(Set.of(Status.INELIGIBLE), archive);
            assertEquals("no MR images", entry().reason());
        }
    }

    @Test
    void a_study_whose_metadata_are_hostile_fails_with_its_reason_and_holds_up_nothing() throws Exception {
        String deep = "{\"00081115\":{\"vr\":\"SQ\",\"Value\":[".repeat(900) + "{}" + "]}}".repeat(900);
        for (String hostile : List.of(
                deep,
                "[[1,2],3]",
                "{\"0020000E\":7}",
                "[{\"0020000E\":{\"vr\":\"UI\","
                        + "\"Value\":[\"../../etc\"]},\"00080060\":{\"vr\":\"CS\",\"Value\":[\"MR\"]}}]")) {
            try (StandIn archive =
                    orthanc(exchange -> StandIn.send(exchange, 200, "application/dicom+json", hostile))) {
                watchUntil(Set.of(Status.GIVEN_UP, Status.INELIGIBLE), archive);
                assertFalse(entry().reason().isEmpty());
            }
            deleteState();
        }
    }

    private void deleteState() throws IOException {
        WholeFile.deleteFolder(folder.resolve("state"));
    }

    @Test
    void an_archive_that_dies_whenever_it_is_asked_for_one_study_does_not_hold_up_the_others() throws Exception {
        Map<String, String> ends = Map.of();
        for (int deaths = 0; deaths < 10; deaths++) {
            Runnable[] death = {() -> {}};
            try (StandIn archive = orthanc(List.of("1.2", "1.3", "1.4"), exchange -> {
                if (exchange.getRequestURI().toString().contains("/1.2/")) {
                    death[0].run();
                } else {
                    StandIn.send(exchange, 200, "application/dicom+json", "[]");
                }
            })) {
                death[0] = archive::close;
                watch(archive);
            } catch (ArchiveException e) {
                assertEquals(ArchiveException.Kind.UNREACHABLE, e.kind());
            }
            ends = TestWatch.ledger(folder.resolve("state")).stream()
                    .collect(Collectors.toMap(
                            LedgerEntry::studyUid, entry -> entry.status().word() + ": " + entry.reason()));
        }
        assertEquals(
                Map.of(
                        "1.2", "given_up: the archive cannot be reached",
                        "1.3", "ineligible: no MR images",
                        "1.4", "ineligible: no MR images"),
                ends);
    }

    /** Metadata of a series of good axial T2w slices, of 16 x 16 pixels. */
    private static String goodMetadata() {
        return IntStream.range(0, 12).mapToObj(i -> """
                        {"00080016":{"vr":"UI","Value":["1.2.840.10008.5.1.4.1.1.4"]},
                        "00080018":{"vr":"UI","Value":["1.9.%d"]},"00080060":{"vr":"CS","Value":["MR"]},
                        "00080008":{"vr":"CS","Value":["ORIGINAL","PRIMARY"]},
                        "0008103E":{"vr":"LO","Value":["t2_tse_tra"]},"00180015":{"vr":"CS","Value":["CSPINE"]},
                        "00180080":{"vr":"DS","Value":[4000]},"00180081":{"vr":"DS","Value":[100]},
                        "0020000D":{"vr":"UI","Value":["1.2"]},"0020000E":{"vr":"UI","Value":["1.3"]},
                        "00200032":{"vr":"DS","Value":[0,0,%d]},"00200037":{"vr":"DS","Value":[1,0,0,0,1,0]},
                        "00280010":{"vr":"US","Value":[16]},"00280011":{"vr":"US","Value":[16]},
                        "00280030":{"vr":"DS","Value":[1,1]},"00280100":{"vr":"US","Value":[16]}}""".formatted(i, 4 * i)).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void a_series_of_which_the_archive_refuses_the_metadata_does_not_hold_up_the_others() throws Exception {
        List<String> fetched = Collections.synchronizedList(new ArrayList<>());
        try (StandIn archive = orthanc(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/series")) {
                String series = "{\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"%s\"]},"
                        + "\"00080060\":{\"vr\":\"CS\",\"Value\":[\"MR\"]}}";
                String both = "[" + series.formatted("1.3") + "," + series.formatted("1.4") + "]";
                StandIn.send(exchange, 200, "application/dicom+json", both);
            } else if (path.endsWith("1.3/metadata")) {
                StandIn.send(exchange, 200, "application/dicom+json", goodMetadata());
            } else {
                fetched.add(path);
                StandIn.send(exchange, 404, "text/plain", "");
            }
        })) {
            watchUntil(Set.of(Status.GIVEN_UP), archive);
            assertTrue(fetched.contains("/dicom-web/studies/1.2/series/1.4/metadata"), fetched.toString());
            assertTrue(fetched.contains("/dicom-web/studies/1.2/series/1.3"), fetched.toString());
        }
    }

    @Test
    void our_own_results_are_never_images_to_code() throws Exception {
        try (StandIn archive = orthanc(exchange -> {
            String uid = "\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"1.3\"]}";
            String own = "{" + uid + ",\"00080060\":{\"vr\":\"CS\",\"Value\":[\"MR\"]},\"00080070\":{\"vr\":\"LO\","
                    + "\"Value\":[\"Cordscope\"]}}";
            StandIn.send(exchange, 200, "application/dicom+json", "[" + own + "]");
        })) {
            watch(archive);
            assertEquals("no MR images", entry().reason());
        }
    }

    @Test
    void an_archive_that_does_not_allow_it_stops_the_watch_and_loses_nothing() throws Exception {
        try (StandIn archive = orthanc(exchange -> StandIn.send(exchange, 403, "text/plain", ""))) {
            UserFacingException e = assertThrows(UserFacingException.class, () -> watch(archive));
            assertTrue(e.remedy().contains("--credentials"));
            assertEquals(Status.RECEIVED, entry().status());
            assertEquals(0, entry().attempts());
        }
    }
}
