package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.security.RouteRole;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route by route and role by role: who gets in. What the usual attacks meet, see {@link AttackTest}. */
final class AccessTest {
    private static final String RUN = "20260101T000000Z-quick";

    @TempDir
    private Path folder = Path.of("");

    private WebStudy study;

    @BeforeEach
    void serve() throws IOException {
        study = WebStudy.team(folder, 2, 3, Clock.systemUTC());
        study.addRun(RUN);
        Assignments.assign(study.folder, "rater", ReadingMode.BINARY, null);
        Assignments.assign(study.folder, "other", ReadingMode.BINARY, null);
    }

    @AfterEach
    void stop() throws IOException {
        study.close();
    }

    private static final List<String> ROLES = List.of("rater", "adjudicator", "coordinator", "admin");
    private static final String ALL = "rater adjudicator coordinator admin";
    private static final String LEADERS = "coordinator admin";

    /** @param roles to which the route is open before labels are final; {@code path} a request that fits it */
    private record Row(String path, String roles) {}

    /** Every route of a team's server. A new one is missing here until somebody says whose it is. */
    private Map<String, Row> table() throws IOException, InterruptedException {
        String slice = firstSlice(Visit.as(study, "rater"));
        Map<String, Row> rows = new TreeMap<>();
        rows.put("GET /", new Row("/", ALL));
        rows.put("GET /help", new Row("/help", ALL));
        rows.put("GET /assets/figures.css", new Row("/assets/figures.css", "everybody"));
        rows.put("GET /assets/{name}", new Row("/assets/app.css", "everybody"));
        rows.put("GET /favicon.ico", new Row("/favicon.ico", "everybody"));
        rows.put("GET /login", new Row("/login", "everybody"));
        rows.put("POST /login", new Row("/login", "everybody"));
        rows.put("POST /leave", new Row("/leave", ALL));
        rows.put("GET /api/scans/{scan}", new Row("/api/scans/" + scan(), ALL));
        rows.put("GET /api/slices/{sop}/{frame}", new Row("/api/slices/" + slice, ALL));
        rows.put("GET /directions/{name}.png", new Row("/directions/none.png", ALL));
        rows.put("GET /label", new Row("/label", "rater"));
        rows.put("GET /api/label", new Row("/api/label", "rater"));
        rows.put("POST /api/label/answers", new Row("/api/label/answers", "rater"));
        rows.put("POST /label/lock", new Row("/label/lock", "rater"));
        rows.put("GET /adjudicate", new Row("/adjudicate", "adjudicator"));
        rows.put("GET /api/adjudicate", new Row("/api/adjudicate", "adjudicator"));
        rows.put("POST /api/adjudicate", new Row("/api/adjudicate", "adjudicator"));
        rows.put("GET /labels", new Row("/labels", LEADERS));
        rows.put("POST /labels/assign", new Row("/labels/assign", LEADERS));
        rows.put("POST /labels/freeze", new Row("/labels/freeze", LEADERS));
        rows.put("POST /labels/unlock", new Row("/labels/unlock", LEADERS));
        rows.put("GET /labels/export/{form}", new Row("/labels/export/long", LEADERS));
        rows.put("GET /series", new Row("/series", LEADERS));
        rows.put("POST /series/choose", new Row("/series/choose", LEADERS));
        rows.put("GET /runs", new Row("/runs", LEADERS));
        rows.put("GET /runs/{run}", new Row("/runs/" + RUN, LEADERS));
        rows.put("GET /runs/{run}/training.svg", new Row("/runs/" + RUN + "/training.svg", LEADERS));
        rows.put("GET /read", new Row("/read", LEADERS));
        rows.put("GET /api/runs/{run}/reading", new Row("/api/runs/" + RUN + "/reading", LEADERS));
        rows.put("GET /api/runs/{run}/maps/{sop}/{frame}", new Row("/api/runs/" + RUN + "/maps/" + slice, LEADERS));
        rows.put("GET /api/model/reading", new Row("/api/model/reading", LEADERS));
        rows.put("GET /api/model/scans/{scan}", new Row("/api/model/scans/" + scan(), LEADERS));
        rows.put("GET /api/model/scans/{scan}/contours", new Row("/api/model/scans/" + scan() + "/contours", LEADERS));
        rows.put(
                "GET /api/model/scans/{scan}/maps/{sop}/{frame}",
                new Row("/api/model/scans/" + scan() + "/maps/" + sliceOf(scan()), LEADERS));
        rows.put("GET /report", new Row("/report", LEADERS));
        rows.put("GET /worklist", new Row("/worklist", LEADERS));
        rows.put("GET /accounts", new Row("/accounts", "admin"));
        rows.put("POST /accounts", new Row("/accounts", "admin"));
        rows.put("POST /accounts/remove", new Row("/accounts/remove", "admin"));
        return rows;
    }

    @Test
    void every_route_that_the_server_has_is_open_to_its_roles_only() throws Exception {
        Map<String, Row> table = table();
        assertEquals(table.keySet(), study.app.routes().keySet());
        for (String role : ROLES) {
            Visit visit = Visit.as(study, role);
            for (Map.Entry<String, Row> row : table.entrySet()) {
                int status = call(visit, row);
                boolean open = row.getValue().roles().equals("everybody")
                        || List.of(row.getValue().roles().split(" ")).contains(role);
                assertEquals(open, status != 403, role + " " + row.getKey() + " " + status);
                assertTrue(status < 500, role + " " + row.getKey() + " " + status);
                if (open && row.getKey().startsWith("GET") && !row.getKey().equals("GET /api/adjudicate")) {
                    boolean moved = row.getKey().equals("GET /favicon.ico");
                    assertEquals(moved ? 302 : 200, status, role + " " + row.getKey());
                }
                if (row.getKey().endsWith("/leave") || row.getKey().endsWith("/login")) {
                    visit = Visit.as(study, role);
                }
            }
        }
    }

    @Test
    void stranger_meets_the_login_page_and_nothing_else() throws Exception {
        Visit stranger = Visit.stranger(study);
        for (Map.Entry<String, Row> row : table().entrySet()) {
            if (!row.getValue().roles().equals("everybody")) {
                boolean page =
                        row.getKey().startsWith("GET") && !row.getValue().path().startsWith("/api/");
                assertEquals(page ? 303 : 401, call(stranger, row), row.getKey());
            }
        }
        for (String nowhere : List.of("/read-as", "/enter?token=x", "/nowhere")) {
            assertEquals(404, stranger.get(nowhere).statusCode(), nowhere);
        }
    }

    @Test
    void every_change_asks_for_a_token_and_every_route_for_a_permission() throws Exception {
        for (Map.Entry<String, Set<RouteRole>> route : study.app.routes().entrySet()) {
            assertFalse(route.getValue().isEmpty(), route.getKey() + " is closed to all: it names no permission");
        }
        for (Map.Entry<String, Row> row : table().entrySet()) {
            String role = List.of(row.getValue().roles().split(" ")).get(0);
            if (row.getKey().startsWith("POST") && ROLES.contains(role)) {
                Visit visit = Visit.as(study, role);
                HttpResponse<String> response =
                        visit.send(visit.post(row.getValue().path(), "")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", study.at("").toString()));
                assertEquals(403, response.statusCode(), row.getKey());
            }
        }
    }

    /** The status of a request; forms are sent empty. */
    private static int call(Visit visit, Map.Entry<String, Row> row) throws IOException, InterruptedException {
        String path = row.getValue().path();
        return (row.getKey().startsWith("GET") ? visit.get(path) : visit.form(path, "")).statusCode();
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
                403, // and no 409, upon which a browser would no longer keep it for the other
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

    private String firstSlice(Visit visit) throws IOException, InterruptedException {
        return LabellingTest.slices(visit).get(0);
    }

    private String sliceOf(String scan) {
        return study.folder
                .catalogue()
                .jdbi()
                .withHandle(h -> h.createQuery("SELECT sop_uid || '/' || frame FROM slices WHERE scan = ? LIMIT 1")
                        .bind(0, scan)
                        .mapTo(String.class)
                        .one());
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

    static String answers(String rater, String slice, String kind, String id) {
        return "{\"rater\":\"" + rater + "\",\"answers\":[{\"id\":\"" + id + "\",\"slice\":\"" + slice
                + "\",\"kind\":\"" + kind
                + "\",\"kangGrade\":null,\"extent\":null,\"level\":null,\"confidence\":\"SURE\",\"ms\":900,\"version\":\"test\"}]}";
    }
}
