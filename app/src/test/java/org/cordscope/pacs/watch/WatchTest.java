package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
        return new StandIn(exchange -> {
            String path = exchange.getRequestURI().toString();
            if (path.startsWith("/changes")) {
                boolean first = path.endsWith("since=0");
                String change = "{\"ChangeType\":\"StableStudy\",\"ID\":\"a-1\",\"Seq\":7}";
                json(exchange, "{\"Changes\":[" + (first ? change : "") + "],\"Done\":true,\"Last\":7}");
            } else if (path.startsWith("/studies/a-1")) {
                json(exchange, "{\"IsStable\":true,\"MainDicomTags\":{\"StudyInstanceUID\":\"1.2\"}}");
            } else if (path.startsWith("/tools/lookup")) {
                json(exchange, "[{\"ID\":\"a-1\",\"Type\":\"Study\"}]");
            } else {
                dicomWeb.to(exchange);
            }
        });
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        StandIn.send(exchange, 200, "application/json", text);
    }

    private List<String> watch(StandIn archive) throws Exception {
        return TestWatch.once(archive.address(), folder.resolve("state"), WEIGHTS);
    }

    /** The waits between its attempts are a few milliseconds. */
    private void watchUntil(Status status, StandIn archive) throws Exception {
        do {
            watch(archive);
        } while (entry().status() != status);
    }

    private LedgerEntry entry() {
        List<LedgerEntry> entries = TestWatch.ledger(folder.resolve("state"));
        assertEquals(1, entries.size());
        return entries.get(0);
    }

    @Test
    void a_study_that_the_archive_cannot_show_is_tried_again_and_then_given_up_with_its_reason() throws Exception {
        try (StandIn archive = orthanc(exchange -> StandIn.send(exchange, 500, "text/plain", "no"))) {
            watchUntil(Status.GIVEN_UP, archive);
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
            watchUntil(Status.INELIGIBLE, archive);
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
                for (int run = 0; run < 5; run++) {
                    watch(archive);
                }
                assertTrue(Set.of(Status.GIVEN_UP, Status.INELIGIBLE).contains(entry().status()), entry()::reason);
                assertFalse(entry().reason().isEmpty());
            }
            deleteState();
        }
    }

    private void deleteState() throws IOException {
        WholeFile.deleteFolder(folder.resolve("state"));
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
