package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.cordscope.cohort.SeriesChoices;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.cohort.SeriesList;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models and raters say of slices, to those who may see it; and the choice of another series. */
final class ReadingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void scan_without_a_run_is_read_by_the_model_when_it_is_opened() throws Exception {
        try (WebStudy study = WebStudy.single(folder, 2, 3)) {
            Visit owner = Visit.owner(study);
            assertEquals(200, owner.get("/read").statusCode());
            JsonNode before = json(owner, "/api/model/reading");
            assertEquals(2, before.path("scans").size());
            assertTrue(before.path("threshold").isNull());
            assertFalse(before.at("/scans/0/read").asBoolean());
            assertTrue(before.at("/scans/0/slices/0/probability").isNull());
            String scan = before.at("/scans/1/scan").asText();
            JsonNode read = json(owner, "/api/model/scans/" + scan);
            assertEquals(BrightnessModels.THRESHOLD, read.path("threshold").asDouble());
            assertEquals(126 / 256.0, read.at("/scans/0/slices/0/probability").asDouble(), 1e-6);
            assertEquals("", read.at("/scans/0/slices/0/reason").asText());
            assertEquals("too bright", read.at("/scans/0/slices/2/reason").asText());
            JsonNode after = json(owner, "/api/model/reading");
            assertFalse(after.at("/scans/0/read").asBoolean());
            assertTrue(after.at("/scans/1/read").asBoolean());
            assertEquals(404, owner.get("/api/model/scans/none").statusCode());
        }
    }

    @Test
    void what_the_model_took_for_the_cord_can_be_laid_over_a_scan_that_it_has_read() throws Exception {
        try (WebStudy study = WebStudy.single(folder, 1, 3)) {
            Visit owner = Visit.owner(study);
            String scan = json(owner, "/api/model/reading").at("/scans/0/scan").asText();
            assertEquals(
                    0, json(owner, "/api/model/scans/" + scan + "/contours").size(), "not read yet");
            assertTrue(owner.get("/read").body().contains("data-overlay"));
            JsonNode slice = json(owner, "/api/model/scans/" + scan).at("/scans/0/slices/0");
            assertEquals(7.5, slice.at("/found/apMm").asDouble());
            assertTrue(slice.at("/found/canalApMm").isNull());
            JsonNode contours = json(owner, "/api/model/scans/" + scan + "/contours");
            assertEquals(3, contours.size());
            assertEquals(slice.path("id").asText(), contours.at("/0/id").asText());
            assertEquals(3, contours.at("/0/xMm").asDouble());
            assertEquals(
                    BrightnessModels.FOUND.contours().cord(),
                    contours.at("/0/cord").asText());
            String maps = "/api/model/scans/" + scan + "/maps/";
            HttpResponse<String> map = owner.get(maps + slice.path("id").asText());
            JsonNode facts =
                    JSON.readTree(map.headers().firstValue("Cordscope-Map").orElseThrow());
            assertEquals(64, facts.path("wideMm").asDouble());
            assertEquals(-2, facts.path("yMm").asDouble());
            assertEquals(404, owner.get(maps + "1.2.3/1").statusCode());
        }
    }

    @Test
    void a_classifier_that_reads_scans_maps_the_whole_slice_with_its_neighbours() throws Exception {
        try (WebStudy study = WebStudy.read(folder, new BrightnessModels(Path.of("classifier.safetensors")))) {
            Visit owner = Visit.owner(study);
            String scan = json(owner, "/api/model/reading").at("/scans/0/scan").asText();
            String slice = json(owner, "/api/model/scans/" + scan)
                    .at("/scans/0/slices/0/id")
                    .asText();
            String maps = "/api/model/scans/" + scan + "/maps/";
            HttpResponse<String> map = owner.get(maps + slice);
            JsonNode facts =
                    JSON.readTree(map.headers().firstValue("Cordscope-Map").orElseThrow());
            assertEquals(80, facts.path("wideMm").asDouble());
            assertEquals(128, facts.path("rows").asInt());
            assertTrue(facts.path("xMm").isMissingNode(), "about the middle of the stored slice");
            assertFalse(owner.get("/read").body().contains("data-overlay"), "it has no contours to choose");
            assertEquals(404, owner.get(maps + "1.2.3/1").statusCode());
        }
    }

    @Test
    void raters_are_named_to_the_owner_once_all_have_locked() throws Exception {
        try (WebStudy study = WebStudy.single(folder, 1, 3)) {
            Visit owner = Visit.owner(study);
            owner.form("/read-as", "rater=anna");
            answerAll(owner, "anna", "COMPRESSED");
            owner.form("/read-as/stop", "");
            assertEquals(
                    0,
                    json(owner, "/api/model/reading")
                            .at("/scans/0/slices/0/raters")
                            .size());
            owner.form("/read-as", "rater=anna");
            assertEquals(303, owner.form("/label/lock", "").statusCode());
            owner.form("/read-as/stop", "");
            JsonNode slice = json(owner, "/api/model/reading").at("/scans/0/slices/0");
            assertEquals("anna", slice.at("/raters/0/name").asText());
            assertEquals("compressed", slice.at("/raters/0/words").asText());
            assertEquals(1, slice.path("truth").asInt());
        }
    }

    @Test
    void raters_are_letters_to_a_rater_once_labels_are_final() throws Exception {
        try (WebStudy study = WebStudy.team(folder, 1, 3, Clock.systemUTC())) {
            for (String name : List.of("rater", "other")) {
                Assignments.assign(study.folder, name, ReadingMode.BINARY, null);
                Visit visit = Visit.as(study, name);
                answerAll(visit, name, "NOT_COMPRESSED");
                visit.form("/label/lock", "");
            }
            Visit coordinator = Visit.as(study, "coordinator");
            assertEquals(List.of("other", "rater"), raters(coordinator));
            assertEquals(303, coordinator.form("/labels/freeze", "").statusCode());
            assertEquals(List.of("A", "B"), raters(Visit.as(study, "rater")));
            assertEquals(List.of("A", "B"), raters(Visit.as(study, "adjudicator")));
        }
    }

    @Test
    void another_series_is_chosen_with_a_reason_that_stays() throws Exception {
        try (WebStudy study = WebStudy.team(folder, 2, 3, Clock.systemUTC())) {
            Visit coordinator = Visit.as(study, "coordinator");
            SeriesEvidence other = SeriesList.of(study.folder).stream()
                    .filter(s -> !s.chosen())
                    .findFirst()
                    .orElseThrow();
            String page = coordinator.get("/series").body();
            assertTrue(page.contains(other.seriesUid()) && page.contains(other.reason()));
            assertTrue(page.contains("echo time 10 ms"), "the evidence stands there");
            String choice = "series=" + other.seriesUid();
            assertEquals(
                    400, coordinator.form("/series/choose", choice + "&reason=").statusCode());
            assertEquals(
                    400,
                    coordinator.form("/series/choose", "series=1.2.3&reason=x").statusCode());
            assertEquals(
                    303,
                    coordinator
                            .form("/series/choose", choice + "&reason=the+disc+is+seen+here")
                            .statusCode());
            SeriesEvidence now = SeriesList.of(study.folder).stream()
                    .filter(s -> s.seriesUid().equals(other.seriesUid()))
                    .findFirst()
                    .orElseThrow();
            assertTrue(now.chosen());
            SeriesChoices.Event event = SeriesChoices.of(study.folder).get(0);
            assertEquals("coordinator", event.by());
            assertEquals("the disc is seen here", event.reason());
            String after = coordinator.get("/series?scan=" + now.name()).body();
            assertTrue(after.contains("the disc is seen here") && after.contains("chosen by hand"));
            assertEquals(200, coordinator.get("/api/model/scans/" + now.name()).statusCode());
        }
    }

    @Test
    void series_of_a_labelled_scan_stays() throws Exception {
        try (WebStudy study = WebStudy.team(folder, 1, 3, Clock.systemUTC())) {
            Assignments.assign(study.folder, "rater", ReadingMode.BINARY, null);
            answerAll(Visit.as(study, "rater"), "rater", "COMPRESSED");
            List<SeriesEvidence> before = SeriesList.of(study.folder);
            String other = before.stream()
                    .filter(s -> !s.chosen())
                    .findFirst()
                    .orElseThrow()
                    .seriesUid();
            assertEquals(
                    409,
                    Visit.as(study, "coordinator")
                            .form("/series/choose", "series=" + other + "&reason=why+not")
                            .statusCode());
            assertEquals(before, SeriesList.of(study.folder));
            assertEquals(List.of(), SeriesChoices.of(study.folder));
        }
    }

    private static List<String> raters(Visit visit) throws IOException, InterruptedException {
        JsonNode raters = json(visit, "/api/model/reading").at("/scans/0/slices/0/raters");
        return StreamSupport.stream(raters.spliterator(), false)
                .map(r -> r.path("name").asText())
                .toList();
    }

    private static void answerAll(Visit visit, String rater, String kind) throws IOException, InterruptedException {
        for (String slice : LabellingTest.slices(visit)) {
            assertEquals(
                    200,
                    AccessTest.answer(
                                    visit, rater, slice, kind, UUID.randomUUID().toString())
                            .statusCode());
        }
    }

    private static JsonNode json(Visit visit, String path) throws IOException, InterruptedException {
        return JSON.readTree(visit.get(path).body());
    }
}
