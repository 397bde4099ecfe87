package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route by route and role by role: who gets in, and what the usual attacks meet. */
final class AccessTest {
    private static final String RUN = "20260101T000000Z-quick";

    /** A clock that a test moves. */
    private static final class Moving extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @TempDir
    private Path folder = Path.of("");

    private final Moving clock = new Moving();
    private WebStudy study;

    @BeforeEach
    void serve() throws IOException {
        study = WebStudy.team(folder, 2, 3, clock);
        study.addRun(RUN);
        Assignments.assign(study.folder, "rater", ReadingMode.BINARY, null);
        Assignments.assign(study.folder, "other", ReadingMode.BINARY, null);
    }

    @AfterEach
    void stop() throws IOException {
        study.close();
    }

    @Test
    void every_page_opens_for_its_roles_only() throws Exception {
        Map<String, String> opens = new LinkedHashMap<>();
        opens.put("/", "rater adjudicator coordinator admin");
        opens.put("/help", "rater adjudicator coordinator admin");
        opens.put("/label", "rater");
        opens.put("/api/label", "rater");
        opens.put("/adjudicate", "adjudicator");
        opens.put("/labels", "coordinator admin");
        for (String form : List.of("long", "wide", "zero_one", "redcap", "json", "events")) {
            opens.put("/labels/export/" + form, "coordinator admin");
        }
        opens.put("/runs", "coordinator admin");
        opens.put("/runs/" + RUN, "coordinator admin");
        opens.put("/runs/" + RUN + "/training.svg", "coordinator admin");
        opens.put("/api/runs/" + RUN + "/reading", "coordinator admin");
        opens.put("/read", "coordinator admin");
        opens.put("/report", "coordinator admin");
        opens.put("/worklist", "coordinator admin");
        opens.put("/accounts", "admin");
        for (String role : List.of("rater", "adjudicator", "coordinator", "admin")) {
            Visit visit = Visit.as(study, role);
            for (Map.Entry<String, String> page : opens.entrySet()) {
                int expected = List.of(page.getValue().split(" ")).contains(role) ? 200 : 403;
                assertEquals(expected, visit.get(page.getKey()).statusCode(), role + " " + page.getKey());
            }
            assertEquals(
                    role.equals("adjudicator") ? 409 : 403,
                    visit.get("/api/adjudicate").statusCode(),
                    role);
            for (String closed : List.of("/read-as", "/enter?token=x", "/nowhere")) {
                assertEquals(404, visit.get(closed).statusCode(), role + " " + closed);
            }
        }
        Visit stranger = Visit.stranger(study);
        for (String page : opens.keySet()) {
            assertEquals(
                    page.startsWith("/api/") ? 401 : 303, stranger.get(page).statusCode(), page);
        }
    }

    @Test
    void changes_are_open_to_their_roles_only() throws Exception {
        Map<String, String> opens = Map.of(
                "/labels/assign", "coordinator admin",
                "/labels/freeze", "coordinator admin",
                "/labels/unlock", "coordinator admin",
                "/label/lock", "rater",
                "/api/label/answers", "rater",
                "/api/adjudicate", "adjudicator",
                "/accounts", "admin",
                "/accounts/remove", "admin");
        for (String role : List.of("rater", "adjudicator", "coordinator", "admin")) {
            Visit visit = Visit.as(study, role);
            for (Map.Entry<String, String> route : opens.entrySet()) {
                int status = visit.form(route.getKey(), "").statusCode();
                boolean may = List.of(route.getValue().split(" ")).contains(role);
                assertEquals(may, status != 403, role + " " + route.getKey() + " " + status);
            }
        }
    }

    @Test
    void rater_learns_nothing_of_others_of_the_model_or_of_patients() throws Exception {
        Visit other = Visit.as(study, "other");
        String slice = firstSlice(other);
        String secret = "11111111-aaaa-bbbb-cccc-222222222222";
        assertEquals(200, answer(other, "other", slice, "COMPRESSED", secret).statusCode());
        Visit rater = Visit.as(study, "rater");
        for (String page :
                List.of("/", "/help", "/label", "/api/label", "/api/slices/" + slice, "/api/scans/" + scan())) {
            String body = rater.get(page).body();
            assertFalse(body.contains("\"COMPRESSED\""), page);
            assertFalse(body.contains(secret), page);
            assertFalse(body.contains("7654"), page + " shows a model's output");
            assertFalse(body.contains("SECRET") || body.contains("Secretname"), page + " shows an identifier");
            assertFalse(body.contains("1.2.1.1"), page + " shows an original UID");
        }
        assertEquals(
                409,
                answer(rater, "other", slice, "COMPRESSED", "33333333-aaaa").statusCode());
        assertEquals(400, answer(rater, "rater", slice, "COMPRESSED", secret).statusCode());
    }

    @Test
    void rater_sees_the_model_after_the_labels_are_final() throws Exception {
        for (String name : List.of("rater", "other")) {
            Visit visit = Visit.as(study, name);
            for (String slice : LabellingTest.slices(visit)) {
                answer(visit, name, slice, "NOT_COMPRESSED", UUID.randomUUID().toString());
            }
            assertEquals(303, visit.form("/label/lock", "").statusCode());
            assertEquals(403, visit.get("/read").statusCode(), "locked, but not final");
        }
        assertEquals(
                303, Visit.as(study, "coordinator").form("/labels/freeze", "").statusCode());
        Visit rater = Visit.as(study, "rater");
        assertEquals(200, rater.get("/read").statusCode());
        assertEquals(200, rater.get("/api/runs/" + RUN + "/reading").statusCode());
        assertEquals(403, rater.get("/labels/export/long").statusCode());
    }

    @Test
    void request_of_another_site_changes_nothing() throws Exception {
        Visit rater = Visit.as(study, "rater");
        String own = study.at("").toString();
        String body = answers("rater", firstSlice(rater), "COMPRESSED", "44444444-aaaa");
        assertEquals(
                403,
                rater.send(rater.post("/api/label/answers", body)
                                .header("Origin", "http://evil.example")
                                .header("X-CSRF-Token", rater.token()))
                        .statusCode());
        assertEquals(
                403,
                rater.send(rater.post("/api/label/answers", body).header("X-CSRF-Token", rater.token()))
                        .statusCode());
        assertEquals(
                403,
                rater.send(rater.post("/api/label/answers", body).header("Origin", own))
                        .statusCode());
        assertEquals(
                403,
                rater.send(rater.post("/api/label/answers", body)
                                .header("Origin", own)
                                .header("X-CSRF-Token", Visit.as(study, "other").token()))
                        .statusCode());
        assertEquals(0, Assignments.of(study.folder, "rater").orElseThrow().answered());
    }

    @Test
    void server_answers_to_its_own_name_only() throws IOException {
        assertTrue(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 421"));
        assertTrue(raw("GET /assets/app.css HTTP/1.1\r\nHost: 127.0.0.1:" + study.app.port()
                        + "\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
    }

    @Test
    void session_that_a_browser_brings_along_is_never_taken_over() throws Exception {
        Visit visit = Visit.stranger(study);
        HttpResponse<String> response =
                visit.send(visit.post("/login", "name=rater&password=" + Visit.encoded(WebStudy.PASSWORD))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Cookie", "cordscope=chosen-by-an-attacker")
                        .header("Origin", study.at("").toString()));
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        assertFalse(cookie.contains("chosen-by-an-attacker"));
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        String before = visit.cookie();
        visit.login("rater", WebStudy.PASSWORD);
        assertNotEquals(before, visit.cookie());
        Visit old = Visit.stranger(study);
        assertEquals(
                401,
                old.send(HttpRequest.newBuilder(study.at("/api/label")).header("Cookie", "cordscope=" + before))
                        .statusCode());
    }

    @Test
    void guessing_a_password_is_slowed_down() throws Exception {
        Visit visit = Visit.stranger(study);
        for (int i = 0; i < 5; i++) {
            assertEquals(401, visit.login("rater", "wrong " + i).statusCode());
        }
        assertEquals(429, visit.login("rater", WebStudy.PASSWORD).statusCode());
        assertEquals(303, visit.login("other", WebStudy.PASSWORD).statusCode());
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        assertEquals(401, visit.login("rater", "wrong").statusCode());
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        assertEquals(429, visit.login("rater", WebStudy.PASSWORD).statusCode());
        clock.now = clock.now.plus(Duration.ofSeconds(3));
        assertEquals(303, visit.login("rater", WebStudy.PASSWORD).statusCode());
    }

    @Test
    void unused_session_ends_and_a_removed_account_is_out_at_once() throws Exception {
        Visit rater = Visit.as(study, "rater");
        Visit other = Visit.as(study, "other");
        assertEquals(
                303,
                Visit.as(study, "admin").form("/accounts/remove", "name=other").statusCode());
        assertEquals(401, other.get("/api/label").statusCode());
        clock.now = clock.now.plus(Duration.ofHours(9));
        assertEquals(401, rater.get("/api/label").statusCode());
    }

    @Test
    void names_that_try_to_be_markup_stay_text() throws Exception {
        Visit admin = Visit.as(study, "admin");
        for (String page : List.of("/", "/labels", "/runs", "/read", "/accounts", "/help", "/login")) {
            HttpResponse<String> response = admin.get(page);
            assertFalse(response.body().contains("<img src=x"), page);
            String policy =
                    response.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe"), page);
            assertFalse(response.body().matches("(?s).*<[^<>]*\\son[a-z]+=.*"), page + " has an inline handler");
            assertFalse(response.body().contains("https://"), page + " names another address");
        }
    }

    @Test
    void no_path_leads_out_of_the_study() throws Exception {
        Files.writeString(study.folder.root().resolve("outside.svg"), "secret file");
        Visit admin = Visit.as(study, "admin");
        for (String path : List.of(
                "/assets/..%2f..%2fcohort%2fschema%2f001-catalogue.sql",
                "/assets/%2e%2e/texts.properties",
                "/runs/..%2f..",
                "/runs/..%2fprivate/training.svg",
                "/read?run=../private",
                "/api/runs/..%2f../reading",
                "/api/slices/..%2f..%2fstudy.yaml/1",
                "/api/scans/..%2fprivate",
                "/labels/export/..%2f..%2fprivate%2fkey")) {
            HttpResponse<String> response = admin.get(path);
            assertTrue(
                    response.statusCode() == 404 || response.statusCode() == 400, path + " " + response.statusCode());
        }
    }

    @Test
    void oversized_and_broken_bodies_are_refused() throws Exception {
        Visit rater = Visit.as(study, "rater");
        assertEquals(413, rater.json("/api/label/answers", "x".repeat(300_000)).statusCode());
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"rater\":\"rater\"}",
                "{\"rater\":\"rater\",\"answers\":[null]}",
                "{\"rater\":\"rater\",\"answers\":[{\"id\":\"1\"}]}",
                answers("rater", "no slice", "COMPRESSED", "55555555-aaaa"),
                answers("rater", firstSlice(rater), "WRONG", "55555555-aaaa"))) {
            assertEquals(400, rater.json("/api/label/answers", body).statusCode(), body);
        }
        assertEquals(
                409,
                answer(rater, "rater", "1.2.3/1", "COMPRESSED", "66666666-aaaa").statusCode());
        assertEquals(0, Assignments.of(study.folder, "rater").orElseThrow().answered());
    }

    private String firstSlice(Visit visit) throws IOException, InterruptedException {
        return LabellingTest.slices(visit).get(0);
    }

    private String scan() {
        return study.folder
                .catalogue()
                .jdbi()
                .withHandle(h -> h.createQuery("SELECT MIN(scan) FROM scans")
                        .mapTo(String.class)
                        .one());
    }

    static HttpResponse<String> answer(Visit visit, String rater, String slice, String kind, String id)
            throws IOException, InterruptedException {
        return visit.json("/api/label/answers", answers(rater, slice, kind, id));
    }

    private static String answers(String rater, String slice, String kind, String id) {
        return "{\"rater\":\"" + rater + "\",\"answers\":[{\"id\":\"" + id + "\",\"slice\":\"" + slice
                + "\",\"kind\":\"" + kind
                + "\",\"kangGrade\":null,\"extent\":null,\"level\":null,\"confidence\":\"SURE\",\"ms\":900,\"version\":\"test\"}]}";
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), study.app.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
