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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;
import org.cordscope.study.MovedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What attackers meet: strangers, other sites, raters who want to know more. */
final class AttackTest {
    private static final String RUN = "20260101T000000Z-quick";

    @TempDir
    private Path folder = Path.of("");

    private final MovedClock clock = new MovedClock("2026-01-02T03:04:05Z");
    private WebStudy study;

    @BeforeEach
    void serve() throws IOException {
        study = WebStudy.team(folder, 1, 3, clock);
        study.addRun(RUN);
        Assignments.assign(study.folder, "rater", ReadingMode.BINARY, null);
        Assignments.assign(study.folder, "other", ReadingMode.BINARY, null);
    }

    @AfterEach
    void stop() throws IOException {
        study.close();
    }

    @Test
    void request_of_another_site_changes_nothing() throws Exception {
        Visit rater = Visit.as(study, "rater");
        String own = study.at("").toString();
        String body = AccessTest.answers("rater", firstSlice(rater), "COMPRESSED", "44444444-aaaa");
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
        clock.pass(Duration.ofSeconds(3));
        assertEquals(401, visit.login("rater", "wrong").statusCode());
        clock.pass(Duration.ofSeconds(3));
        assertEquals(429, visit.login("rater", WebStudy.PASSWORD).statusCode());
        clock.pass(Duration.ofSeconds(3));
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
        clock.pass(Duration.ofHours(9));
        assertEquals(401, rater.get("/api/label").statusCode());
    }

    @Test
    void names_that_try_to_be_markup_stay_text() throws Exception {
        Visit admin = Visit.as(study, "admin");
        for (String page : List.of("/", "/labels", "/series", "/runs", "/read", "/accounts", "/help", "/login")) {
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
                "/api/model/scans/..%2fprivate",
                "/series?scan=../private",
                "/directions/..%2f..%2fstudy.png",
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
                AccessTest.answers("rater", "no slice", "COMPRESSED", "55555555-aaaa"),
                AccessTest.answers("rater", firstSlice(rater), "WRONG", "55555555-aaaa"))) {
            assertEquals(400, rater.json("/api/label/answers", body).statusCode(), body);
        }
        assertEquals(
                409,
                AccessTest.answer(rater, "rater", "1.2.3/1", "COMPRESSED", "66666666-aaaa")
                        .statusCode());
        assertEquals(0, Assignments.of(study.folder, "rater").orElseThrow().answered());
    }

    @Test
    void guesses_at_the_same_time_are_no_more_than_one_after_the_other() throws Exception {
        ExecutorService attackers = Executors.newFixedThreadPool(16);
        List<Future<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String guess = "guess " + i;
            tries.add(attackers.submit(
                    () -> Visit.stranger(study).login("rater", guess).statusCode()));
        }
        int checked = 0;
        for (Future<Integer> one : tries) {
            checked += one.get() == 401 ? 1 : 0;
        }
        attackers.shutdown();
        assertEquals(5, checked);
    }

    @Test
    void another_address_in_a_header_gives_no_further_guesses() throws Exception {
        int refused = 0;
        for (int i = 0; i < 24; i++) {
            Visit stranger = Visit.stranger(study);
            HttpResponse<String> response = stranger.send(stranger.post("/login", "name=nobody" + i + "&password=guess")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Forwarded-For", "10.0.0." + i)
                    .header("Origin", study.at("").toString()));
            refused += response.statusCode() == 429 ? 1 : 0;
        }
        assertEquals(4, refused);
    }

    @Test
    void other_methods_and_other_spellings_open_no_door() throws Exception {
        Visit rater = Visit.as(study, "rater");
        for (String path : List.of(
                "/read/",
                "/READ",
                "//read",
                "/./read",
                "/label/../read",
                "/label/%2e%2e/read",
                "/%72ead",
                "/read;x=1",
                "/read%3Bx",
                "/read%00",
                "/api/model/reading/",
                "/api//model/reading",
                "/labels/export/long/",
                "/labels/export/long;x.csv",
                "/worklist/",
                "/accounts/")) {
            String answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + study.app.port()
                    + "\r\nCookie: cordscope=" + rater.cookie() + "\r\nConnection: close\r\n\r\n");
            assertFalse(
                    answer.startsWith("HTTP/1.1 2"), path + " " + answer.lines().findFirst());
        }
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "QUERY")) {
            for (String path : List.of("/read", "/labels/export/long", "/api/adjudicate", "/accounts")) {
                String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + study.app.port()
                        + "\r\nCookie: cordscope=" + rater.cookie()
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertFalse(
                        answer.startsWith("HTTP/1.1 2"),
                        method + " " + path + " " + answer.lines().findFirst());
            }
        }
    }

    @Test
    void adjudicator_sees_no_answer_before_all_have_locked() throws Exception {
        Visit rater = Visit.as(study, "rater");
        Visit other = Visit.as(study, "other");
        for (String slice : LabellingTest.slices(rater)) {
            assertEquals(
                    200,
                    AccessTest.answer(
                                    rater,
                                    "rater",
                                    slice,
                                    "COMPRESSED",
                                    UUID.randomUUID().toString())
                            .statusCode());
            assertEquals(
                    200,
                    AccessTest.answer(
                                    other,
                                    "other",
                                    slice,
                                    "NOT_COMPRESSED",
                                    UUID.randomUUID().toString())
                            .statusCode());
        }
        rater.form("/label/lock", "");
        Visit adjudicator = Visit.as(study, "adjudicator");
        HttpResponse<String> early = adjudicator.get("/api/adjudicate");
        assertEquals(409, early.statusCode());
        assertFalse(early.body().contains("compressed"), early.body());
        String slice = LabellingTest.slices(rater).get(0);
        String decision =
                "{\"slice\":\"" + slice + "\",\"kind\":\"COMPRESSED\",\"kangGrade\":null,\"reason\":\"early\"}";
        assertEquals(409, adjudicator.json("/api/adjudicate", decision).statusCode());
        assertEquals(303, other.form("/label/lock", "").statusCode());
        String open = adjudicator.get("/api/adjudicate").body();
        assertTrue(open.contains("not compressed"));
        assertFalse(open.contains("rater") || open.contains("other"), "names nobody");
    }

    @Test
    void reasons_that_try_to_be_markup_stay_text() throws Exception {
        Visit rater = Visit.as(study, "rater");
        for (String slice : LabellingTest.slices(rater)) {
            AccessTest.answer(
                    rater, "rater", slice, "COMPRESSED", UUID.randomUUID().toString());
        }
        assertEquals(303, rater.form("/label/lock", "").statusCode());
        Visit coordinator = Visit.as(study, "coordinator");
        String reason = Visit.encoded(WebStudy.MARKUP + "</script><script>alert(1)</script>");
        assertEquals(
                303,
                coordinator
                        .form("/labels/unlock", "rater=rater&reason=" + reason)
                        .statusCode());
        String page = coordinator.get("/labels").body();
        assertTrue(page.contains("&lt;img src=x"));
        assertFalse(page.contains("<img src=x") || page.contains("<script>alert"));
    }

    @Test
    void body_of_unsaid_length_or_in_parts_is_refused() throws Exception {
        String head = "POST /login HTTP/1.1\r\nHost: 127.0.0.1:" + study.app.port() + "\r\nOrigin: " + study.at("")
                + "\r\nConnection: close\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        String piece = "40000\r\n" + "x".repeat(0x40000) + "\r\n";
        assertEquals(
                "413", status(raw(head + form + "Transfer-Encoding: chunked\r\n\r\n" + piece + piece + "0\r\n\r\n")));
        String parts = "--b\r\nContent-Disposition: form-data; name=\"name\"; filename=\"a\"\r\n\r\n" + "x".repeat(1000)
                + "\r\n--b--\r\n";
        assertEquals(
                "415",
                status(raw(head + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + parts.length()
                        + "\r\n\r\n" + parts)));
    }

    @Test
    void json_that_is_built_to_hurt_is_refused() throws Exception {
        Visit rater = Visit.as(study, "rater");
        for (String body : List.of(
                "[".repeat(100_000),
                "{\"rater\":\"rater\",\"answers\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}",
                "{\"rater\":\"rater\",\"answers\":[],\"answers\":[],\"@class\":\"java.lang.Runtime\"}",
                AccessTest.answers("rater", LabellingTest.slices(rater).get(0), "COMPRESSED", "77777777-aaaa")
                        .replace("900", "1e999999999"),
                AccessTest.answers("rater", LabellingTest.slices(rater).get(0), "COMPRESSED", "77777777-aaaa")
                        .replace("900", "9".repeat(2000)))) {
            assertEquals(400, rater.json("/api/label/answers", body).statusCode(), body.substring(0, 60));
        }
    }

    @Test
    void account_that_another_process_removes_is_out() throws Exception {
        Visit rater = Visit.as(study, "rater");
        assertEquals(200, rater.get("/api/label").statusCode());
        study.folder.catalogue().jdbi().useHandle(h -> h.execute("DELETE FROM accounts WHERE name = 'rater'"));
        clock.pass(Duration.ofMinutes(1));
        assertEquals(401, rater.get("/api/label").statusCode());
    }

    @Test
    void fault_is_logged_without_what_only_the_server_should_know() throws Exception {
        Visit rater = Visit.as(study, "rater");
        String slice = LabellingTest.slices(rater).get(0);
        try (var images = Files.walk(study.folder.images())) {
            for (Path image : images.filter(Files::isRegularFile).toList()) {
                Files.delete(image);
            }
        }
        HttpResponse<String> response = rater.get("/api/slices/" + slice);
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains(".dcm") || response.body().contains("Exception"), response.body());
        assertEquals(1, study.log.size());
        assertTrue(study.log.get(0).contains("Exception at "), study.log.get(0));
        assertFalse(study.log.get(0).contains(".dcm"), study.log.get(0));
    }

    private static String status(String answer) {
        return answer.split(" ", 3)[1];
    }

    private String firstSlice(Visit visit) throws IOException, InterruptedException {
        return LabellingTest.slices(visit).get(0);
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
