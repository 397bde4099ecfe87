package org.cordscope.pacs.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.ArchiveHttp;
import org.cordscope.pacs.dicomweb.Credentials;
import org.cordscope.pacs.dicomweb.DicomWeb;
import org.cordscope.pacs.dicomweb.Retries;
import org.cordscope.pacs.dicomweb.StandIn;
import org.cordscope.study.MovedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What archives tell of their news, as a test wants it. */
final class FeedTest {
    private final MovedClock clock = new MovedClock("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    private static ArchiveHttp http(StandIn archive) throws Exception {
        Retries once = new Retries(1, Duration.ZERO, Duration.ZERO, new Random(1), time -> {});
        return new ArchiveHttp(archive.address(), Credentials.none(), null, Duration.ofSeconds(20), once);
    }

    /** An Orthanc whose last change is this one, and which has none after a higher number. */
    private static OrthancFeed orthanc(StandIn archive) throws Exception {
        return new OrthancFeed(http(archive));
    }

    private static StandIn.Answer lastChange(int number, String date) {
        String change =
                "{\"ChangeType\":\"NewInstance\",\"ID\":\"a\",\"Seq\":" + number + ",\"Date\":\"" + date + "\"}";
        return exchange -> {
            String query = exchange.getRequestURI().getQuery();
            int since = query.equals("last") ? 0 : Integer.parseInt(query.replaceAll(".*since=", ""));
            String changes = since < number ? change : "";
            StandIn.send(
                    exchange,
                    200,
                    "application/json",
                    "{\"Changes\":[" + changes + "],\"Done\":true,\"Last\":" + Math.max(since, number) + "}");
        };
    }

    @Test
    void an_orthanc_with_a_new_database_is_read_from_its_beginning() throws Exception {
        try (StandIn archive = new StandIn(lastChange(7, "20261126T120000"))) {
            Feed.News first = orthanc(archive).after("");
            assertEquals("7 20261126T120000", first.position());
            assertEquals(
                    first.position(), orthanc(archive).after(first.position()).position());
        }
        try (StandIn archive = new StandIn(lastChange(3, "20261127T080000"))) {
            Feed.News news = orthanc(archive).after("7 20261126T120000");
            assertEquals("", news.position());
            assertTrue(news.more());
            assertEquals("the archive counts its changes anew: all of it is looked at", news.remark());
        }
    }

    @Test
    void an_orthanc_whose_last_study_was_deleted_goes_on_from_the_change_before() throws Exception {
        try (StandIn archive = new StandIn(lastChange(3, "20261126T110000"))) {
            for (String position : List.of("7 20261126T120000", "7")) { // an earlier version kept the number only
                Feed.News news = orthanc(archive).after(position);
                assertEquals("3 20261126T110000", news.position());
                assertFalse(news.more());
            }
        }
    }

    @Test
    void another_archive_is_told_from_an_orthanc() throws Exception {
        try (StandIn archive = new StandIn(exchange -> StandIn.send(exchange, 404, "text/html", ""))) {
            ArchiveException e =
                    assertThrows(ArchiveException.class, () -> orthanc(archive).after(""));
            assertTrue(String.valueOf(e.getMessage()).endsWith("(others need --search)"));
        }
    }

    private static String study(String uid, String rest) {
        return "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}" + rest + "}";
    }

    private static String value(String tag, String vr, String value) {
        return ",\"" + tag + "\":{\"vr\":\"" + vr + "\",\"Value\":[" + value + "]}";
    }

    private static SearchFeed search(StandIn archive, Ledger ledger, Clock clock) throws Exception {
        return new SearchFeed(new DicomWeb(http(archive), 1 << 20), ledger, clock, 2, Duration.ofSeconds(60));
    }

    @Test
    void an_archive_that_leaves_the_question_out_of_account_does_not_have_all_it_has_coded() throws Exception {
        String count = value("00201208", "IS", "3");
        String studies = String.join(
                ",",
                study("1.1", count), // says neither
                study(
                        "1.2",
                        count + value("00080020", "DA", "\"20261125\"") + value("00080061", "CS", "\"SR\",\"MR\"")),
                study("1.3", count + value("00080020", "DA", "\"20150101\"") + value("00080061", "CS", "\"MR\"")),
                study("1.4", count + value("00080020", "DA", "\"20261126\"") + value("00080061", "CS", "\"CT\"")));
        try (Ledger ledger = Ledger.open(folder.resolve("state.db"), clock);
                StandIn archive = new StandIn(
                        exchange -> StandIn.send(exchange, 200, "application/dicom+json", "[" + studies + "]"))) {
            SearchFeed feed = search(archive, ledger, clock);
            assertEquals(List.of(), feed.after("").studyUids());
            clock.pass(Duration.ofSeconds(60));
            assertEquals(List.of("1.1", "1.2"), feed.after("").studyUids());
        }
    }

    @Test
    void where_the_search_does_not_say_how_many_images_a_study_has_they_are_counted_until_it_has_settled()
            throws Exception {
        AtomicInteger images = new AtomicInteger(2);
        AtomicInteger counts = new AtomicInteger();
        try (Ledger ledger = Ledger.open(folder.resolve("state.db"), clock);
                StandIn archive = new StandIn(exchange -> {
                    String query = exchange.getRequestURI().toString();
                    String all = IntStream.range(0, images.get())
                            .mapToObj(i -> "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.9." + i + "\"]}}")
                            .collect(Collectors.joining(","));
                    boolean count = query.startsWith("/studies/1.1/instances");
                    boolean first = query.contains("offset=0");
                    counts.addAndGet(count && first ? 1 : 0);
                    String answer = !first ? "" : count ? all : study("1.1", "");
                    StandIn.send(exchange, 200, "application/dicom+json", "[" + answer + "]");
                })) {
            SearchFeed feed = search(archive, ledger, clock);
            List<String> said = new ArrayList<>();
            for (int second = 0; second < 240; second += 5) {
                images.set(second < 60 ? 2 : 7); // it grows before it has settled
                Feed.News news = feed.after("");
                feed.taken(news);
                news.studyUids().forEach(study -> said.add(study + " " + images));
                clock.pass(Duration.ofSeconds(5));
            }
            assertEquals(List.of("1.1 7"), said);
            assertEquals(4, counts.get());
        }
    }
}
