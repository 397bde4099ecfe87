package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cordscope.labelling.Assignments;
import org.cordscope.labelling.LabelChain;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.labelling.RaterPair;
import org.cordscope.report.figure.Numbers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of labels through the server's own addresses: two raters, locks, adjudication, freezing, exports. */
final class LabellingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private WebStudy study;
    private Visit owner;

    @BeforeEach
    void serve() throws Exception {
        study = WebStudy.single(folder, 2, 4);
        owner = Visit.owner(study);
    }

    @AfterEach
    void stop() throws IOException {
        study.close();
    }

    @Test
    void address_of_the_command_line_opens_one_session_only() throws Exception {
        assertEquals(401, Visit.stranger(study).get("/enter?token=wrong").statusCode());
        assertEquals(401, Visit.stranger(study).get("/").statusCode());
        assertEquals(200, owner.get("/").statusCode());
    }

    @Test
    void two_raters_lock_are_adjudicated_and_frozen() throws Exception {
        label("anna", "11001100");
        label("bert", "10001101");
        JsonNode open = JSON.readTree(owner.get("/api/adjudicate").body()).path("disagreements");
        assertEquals(2, open.size());
        assertFalse(open.toString().contains("anna") || open.toString().contains("bert"), "names are out of sight");
        assertEquals(409, owner.form("/labels/freeze", "").statusCode(), "disagreements are open");
        for (JsonNode disagreement : open) {
            HttpResponse<String> decided = owner.json(
                    "/api/adjudicate",
                    "{\"slice\":\"" + disagreement.path("id").asText()
                            + "\",\"kind\":\"COMPRESSED\",\"kangGrade\":null,\"reason\":\"disc dents the cord\"}");
            assertEquals(200, decided.statusCode(), decided.body());
        }
        String kappa =
                Numbers.estimate(RaterPair.all(study.folder).get(0).agreement().kappa());
        assertTrue(owner.get("/labels").body().contains(kappa.substring(0, 5)), kappa);
        assertEquals(303, owner.form("/labels/freeze", "").statusCode());
        LabelRelease release = LabelRelease.of(study.folder).get(0);
        assertEquals(8, release.labels());
        Path files = study.folder.reports().resolve("labels-1");
        assertTrue(Files.readString(files.resolve("release.json")).contains(release.labelsSha256()));
        assertEquals(
                5,
                Files.readString(files.resolve("labels.csv"))
                        .lines()
                        .filter(l -> l.endsWith(",1"))
                        .count());
        assertEquals(
                Files.readString(files.resolve("labels.csv")),
                owner.get("/labels/export/zero_one").body());
        assertEquals(LabelChain.verify(study.folder).head(), release.chainHash());
        assertEquals(
                409,
                owner.json(
                                "/api/adjudicate",
                                "{\"slice\":\"" + open.get(0).path("id").asText()
                                        + "\",\"kind\":\"NOT_COMPRESSED\",\"kangGrade\":null,\"reason\":\"second"
                                        + " thoughts\"}")
                        .statusCode(),
                "a released label is final");
    }

    @Test
    void answer_sent_again_is_not_stored_again() throws Exception {
        owner.form("/read-as", "rater=anna");
        owner.get("/label");
        String slice = slices(owner).get(0);
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    200,
                    AccessTest.answer(owner, "anna", slice, "COMPRESSED", id).statusCode());
        }
        assertEquals(1, LabelChain.verify(study.folder).events());
        AccessTest.answer(owner, "anna", slice, "WITHDRAWN", UUID.randomUUID().toString());
        assertEquals(2, LabelChain.verify(study.folder).events());
        assertEquals(0, Assignments.of(study.folder, "anna").orElseThrow().answered());
    }

    @Test
    void lock_waits_for_every_slice_and_is_for_good() throws Exception {
        owner.form("/read-as", "rater=anna");
        owner.get("/label");
        assertEquals(409, owner.form("/label/lock", "").statusCode());
        owner.form("/read-as/stop", "");
        label("anna", "0000xx11");
        owner.form("/read-as", "rater=anna");
        assertEquals(
                409,
                AccessTest.answer(owner, "anna", slices(owner).get(0), "COMPRESSED", "77777777-aaaa")
                        .statusCode());
    }

    @Test
    void owner_who_reads_as_a_rater_is_as_blind_as_one() throws Exception {
        study.addRun("20260101T000000Z-quick");
        assertEquals(200, owner.get("/read").statusCode());
        owner.form("/read-as", "rater=anna");
        for (String page : List.of("/read", "/runs", "/report", "/labels", "/adjudicate", "/api/adjudicate")) {
            assertEquals(403, owner.get(page).statusCode(), page);
        }
        assertEquals(303, owner.form("/read-as/stop", "").statusCode());
        assertEquals(200, owner.get("/read").statusCode());
        assertEquals(403, owner.get("/labels/export/long").statusCode(), "anna has not locked");
    }

    @Test
    void pixels_arrive_as_they_are_stored() throws Exception {
        owner.form("/read-as", "rater=anna");
        String slice = slices(owner).get(1);
        HttpResponse<String> response = owner.get("/api/slices/" + slice);
        JsonNode facts =
                JSON.readTree(response.headers().firstValue("Cordscope-Slice").orElseThrow());
        assertEquals(8, facts.path("rows").asInt());
        assertEquals(0.5, facts.path("rowSpacingMm").asDouble());
        byte[] pixels = owner.bytes("/api/slices/" + slice);
        int[] values = new int[4];
        for (int i = 0; i < values.length; i++) {
            int stored = (pixels[2 * i] & 0xff) | (pixels[2 * i + 1] & 0xff) << 8;
            values[i] = (int) (stored * facts.path("slope").asDouble()
                    + facts.path("intercept").asDouble());
        }
        assertArrayEquals(new int[] {1, 3, 5, 7}, values);
    }

    @Test
    void map_of_a_slice_is_made_for_those_who_may_see_the_model() throws Exception {
        study.addRun("20260101T000000Z-quick");
        owner.form("/read-as", "rater=anna");
        String slice = slices(owner).get(1);
        String path = "/api/runs/20260101T000000Z-quick/maps/" + slice;
        assertEquals(403, owner.get(path).statusCode());
        owner.form("/read-as/stop", "");
        HttpResponse<String> response = owner.get(path);
        JsonNode facts =
                JSON.readTree(response.headers().firstValue("Cordscope-Map").orElseThrow());
        assertEquals(80, facts.path("wideMm").asDouble());
        byte[] strength = owner.bytes(path);
        assertEquals(facts.path("rows").asInt() * facts.path("columns").asInt(), strength.length);
        assertEquals(
                404, owner.get("/api/runs/20260101T000000Z-quick/maps/1.2.3/1").statusCode());
    }

    /** Labels every slice with these marks, from foot to head scan by scan, and locks. */
    private void label(String rater, String marks) throws Exception {
        assertEquals(303, owner.form("/read-as", "rater=" + rater).statusCode());
        List<String> slices = slices(owner);
        for (int i = 0; i < slices.size(); i++) {
            String kind = switch (marks.charAt(i)) {
                case '0' -> "NOT_COMPRESSED";
                case '1' -> "COMPRESSED";
                default -> "UNREADABLE";
            };
            HttpResponse<String> stored = AccessTest.answer(
                    owner, rater, slices.get(i), kind, UUID.randomUUID().toString());
            assertEquals(200, stored.statusCode(), stored.body());
        }
        assertEquals(303, owner.form("/label/lock", "").statusCode());
        assertEquals(303, owner.form("/read-as/stop", "").statusCode());
    }

    /** The rater's slices in the order of the study. */
    static List<String> slices(Visit visit) throws IOException, InterruptedException {
        List<String> slices = new ArrayList<>();
        for (JsonNode scan : JSON.readTree(visit.get("/api/label").body()).path("scans")) {
            scan.path("slices").forEach(slice -> slices.add(slice.path("id").asText()));
        }
        return slices;
    }
}
