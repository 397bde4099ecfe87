package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of a team's server in a real Chromium: axe-core finds nothing serious, contrast AA among its rules. Pictures lie under
 * {@code target/screenshots}.
 */
@Tag("interop")
final class PagesInteropTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String RUN = "20260101T000000Z-quick";
    private static final String PAINTED = "document.getElementById('canvas').dataset.painted";
    private static final String SERIOUS =
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.filter(v => ['serious',"
                    + " 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')))";

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder = Path.of("");

    private final Set<String> seen = new TreeSet<>();
    private WebStudy study;
    private Chromium browser;

    @BeforeEach
    void serve() throws Exception {
        study = WebStudy.team(folder, 2, 4, Clock.systemUTC());
        study.addRun(RUN);
        Assignments.assign(study.folder, "rater", ReadingMode.GRADED, null);
        Assignments.assign(study.folder, "other", ReadingMode.BINARY, null);
        browser = Chromium.start(folder.resolve("profile-" + UUID.randomUUID()));
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        study.close();
    }

    @Test
    void axe_finds_nothing_serious_on_any_page() throws Exception {
        look("/login", "true");
        look("/nowhere", "true");
        enter("rater");
        look("/", "true");
        look("/help", "document.querySelector('.keylist')");
        look("/label", PAINTED);
        browser.press("2");
        browser.until("document.querySelector('.answer[aria-pressed=true]')");
        check("label-graded");
        browser.press("?");
        browser.until("document.querySelector('dialog[open]')");
        check("label-keys");
        enter("adjudicator");
        look("/adjudicate", "document.querySelector('table.progress')");
        lockAll();
        look("/adjudicate", "document.querySelector('#sides .side')");
        browser.value("document.getElementById('list').lastChild.firstChild.click()");
        browser.until(PAINTED);
        browser.until("document.querySelector('#list li:last-child [aria-current]')");
        assertEquals(
                0,
                browser.value("document.querySelector('.panel').scrollTop").asInt(),
                "what the raters say stays in sight");
        enter("coordinator");
        look("/", "true");
        look("/labels", "document.querySelector('form[action=\"/labels/unlock\"]')");
        look("/series", "true");
        browser.value("document.querySelector('details.study').open = true");
        check("series-open");
        look("/runs", "true");
        look("/runs/" + RUN, "document.querySelector('img.curves').naturalWidth > 0");
        look("/read", PAINTED);
        look("/read?run=", PAINTED);
        browser.until("document.querySelector('#slice dd') && document.getElementById('under').textContent === ''");
        check("read-not-judged");
        assertEquals(0, covered(), "no contours where the slice is not judged");
        browser.value("[...document.querySelectorAll('#strip .s-hit')].at(-1).dispatchEvent(new Event('click'))");
        browser.until("document.getElementById('slice').textContent.startsWith('Probability')");
        browser.until("document.getElementById('method').textContent !== ''");
        check("read-model");
        assertTrue(covered() > 0, "contours lie over the slice");
        browser.press("m");
        browser.until("document.getElementById('opacity').value === '0'");
        assertEquals(0, covered(), "and go with a key");
        browser.value("document.querySelector('[data-overlay=map]').click()");
        browser.until("document.getElementById('method').textContent === 'brightness'");
        check("read-model-map");
        assertTrue(covered() > 0, "the map lies over the slice");
        look("/worklist", "true");
        enter("admin");
        look("/accounts", "true");
        assertEquals(pages(), seen);
    }

    /** Routes that are pages with scripts; a report is shown as it is, and runs none. */
    private Set<String> pages() {
        return study.app.routes().keySet().stream()
                .filter(route -> route.startsWith("GET "))
                .map(route -> route.substring("GET ".length()).replace("{run}", RUN))
                .filter(path ->
                        !path.matches("/(api|assets|directions|labels/export)/.*|/favicon.ico|.*\\.svg|/report"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void look(String path, String ready) throws IOException {
        browser.open(study.at(path));
        browser.until(ready);
        check(path.equals("/") ? "home" : path.replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", ""));
        if (!path.equals("/nowhere")) {
            seen.add(path.replaceFirst("\\?.*", ""));
        }
    }

    private void check(String name) throws IOException {
        browser.screenshot(PICTURES.resolve("pages").resolve(name + ".png"));
        browser.value(axe() + "; 0");
        List<String> found = new ArrayList<>();
        browser.value(SERIOUS).forEach(one -> found.add(one.asText()));
        assertEquals(List.of(), found, name);
    }

    /** Pixels of the image that are not grey. */
    private int covered() {
        return browser.value(
                        "(() => { const c = document.getElementById('canvas'), d = c.getContext('2d')"
                                + ".getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4)"
                                + " if (Math.max(d[i], d[i + 1], d[i + 2]) - Math.min(d[i], d[i + 1], d[i + 2]) > 60) n++; return n; })()")
                .asInt();
    }

    private static String axe() throws IOException {
        try (InputStream in = PagesInteropTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void enter(String name) {
        browser.send("Network.clearBrowserCookies", Map.of());
        browser.open(study.at("/login"));
        browser.value("document.querySelector('[name=name]').value = '" + name
                + "'; document.querySelector('[name=password]').value = '" + WebStudy.PASSWORD
                + "'; document.querySelector('form').requestSubmit()");
        browser.until("document.querySelector('.tiles')");
    }

    /** Both raters answer everything, each in another way. */
    private void lockAll() throws Exception {
        for (String name : List.of("rater", "other")) {
            Visit visit = Visit.as(study, name);
            for (String slice : LabellingTest.slices(visit)) {
                String kind = name.equals("rater") ? "COMPRESSED" : "NOT_COMPRESSED";
                AccessTest.answer(visit, name, slice, kind, UUID.randomUUID().toString());
            }
            assertEquals(303, visit.form("/label/lock", "").statusCode());
        }
    }
}
