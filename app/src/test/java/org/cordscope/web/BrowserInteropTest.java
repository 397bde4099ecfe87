package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.cordscope.labelling.Assignments;
import org.cordscope.labelling.LabelChain;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.labelling.RaterPair;
import org.cordscope.report.figure.Numbers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The web app in a real Chromium, by keyboard. Its pictures lie under {@code target/screenshots}. */
@Tag("interop")
final class BrowserInteropTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String PAINTED = "document.getElementById('canvas').dataset.painted";

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path folder = Path.of("");

    private WebStudy study;
    private Chromium browser;

    @BeforeEach
    void serve() throws Exception {
        study = WebStudy.single(folder, 4, 10);
        browser = Chromium.start(folder.resolve("profile-" + UUID.randomUUID()));
        browser.open(study.app.url());
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        study.close();
    }

    @Test
    void two_raters_label_forty_slices_by_keyboard_to_a_frozen_release() throws Exception {
        browser.screenshot(PICTURES.resolve("home.png"));
        label("anna", List.of(3, 4, 7));
        label("bert", List.of(3, 4, 8));
        assertEquals(80, LabelChain.verify(study.folder).events());
        browser.open(study.at("/adjudicate"));
        browser.until(PAINTED);
        browser.screenshot(PICTURES.resolve("adjudicate.png"));
        for (int open = 8; open > 0; open--) {
            browser.until(PAINTED);
            browser.press("1");
            browser.type("disc dents the cord");
            browser.press("Enter");
            browser.until("document.getElementById('open').textContent.startsWith('" + (open - 1) + " ')");
        }
        browser.open(study.at("/labels"));
        String kappa =
                Numbers.estimate(RaterPair.all(study.folder).get(0).agreement().kappa());
        assertTrue(browser.value("document.body.innerText").asText().contains(kappa.substring(0, 5)), kappa);
        browser.value("document.querySelector('form[action=\"/labels/freeze\"]').requestSubmit()");
        browser.until("document.querySelector('td.hash')");
        browser.screenshot(PICTURES.resolve("labels.png"));
        assertEquals(40, LabelRelease.of(study.folder).get(0).labels());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void answers_without_a_network_wait_in_the_browser_and_arrive_once() {
        begin("anna");
        answer("1");
        browser.until("document.getElementById('saved').textContent.startsWith('All')");
        // The scan is there already: only the answers cannot leave.
        browser.until("[...document.querySelectorAll('#film canvas')].every(c => c.dataset.filled)");
        browser.offline(true);
        for (int i = 0; i < 3; i++) {
            answer("0");
        }
        browser.until("document.getElementById('saved').textContent.startsWith('3 not stored')");
        assertEquals(1, answered());
        browser.offline(false);
        browser.until("document.getElementById('saved').textContent.startsWith('All')");
        assertEquals(4, answered());
        assertEquals(4, LabelChain.verify(study.folder).events());
        browser.open(study.at("/label"));
        browser.until(PAINTED);
        assertEquals(
                "4 of 40",
                browser.value("document.getElementById('count').textContent").asText());
        assertTrue(browser.value("document.getElementById('topleft').textContent")
                .asText()
                .contains("Slice 5 of 10"));
    }

    @Test
    void key_before_the_image_is_painted_is_not_an_answer() {
        begin("anna");
        // Within one task nothing is painted between the two: the second key finds an image that is not shown yet.
        browser.value("(() => { for (const key of ['1', '1']) document.body.dispatchEvent("
                + "new KeyboardEvent('keydown', {key, code: 'Digit1', bubbles: true})); })()");
        browser.until("document.getElementById('saved').textContent.startsWith('All')");
        assertEquals(1, answered());
        browser.until(PAINTED);
        browser.press("u");
        browser.until("document.getElementById('count').textContent.startsWith('0 ')");
        browser.until("document.getElementById('saved').textContent.startsWith('All')");
        assertEquals(0, answered());
        assertEquals(2, LabelChain.verify(study.folder).events());
    }

    @Test
    void predictions_are_read_with_their_errors() throws IOException {
        study.addRun("20260101T000000Z-quick");
        browser.open(study.at("/read"));
        browser.until(PAINTED);
        browser.until("document.querySelectorAll('#strip .s-hit').length === 10");
        browser.value("document.querySelector('[data-filter=errors]').click()");
        browser.until("document.querySelector('#slice .differs')");
        browser.screenshot(PICTURES.resolve("read.png"));
        browser.open(study.at("/runs/20260101T000000Z-quick"));
        browser.until("document.querySelector('img.curves').naturalWidth > 0");
        browser.screenshot(PICTURES.resolve("run.png"));
        Path metrics = study.folder.runs().resolve("20260101T000000Z-quick").resolve("metrics.csv");
        Files.writeString(metrics, "3,0.4,0.8,0.5,0.8,0.9,1\n", StandardOpenOption.APPEND);
        browser.until("document.querySelector('#epochs td:nth-child(2)').textContent === '3'");
        assertEquals(List.of(), browser.complaints());
    }

    private void begin(String rater) {
        browser.open(study.at("/"));
        browser.value("document.querySelector('input[name=rater]').value = '" + rater
                + "'; document.querySelector('form[action=\"/read-as\"]').requestSubmit()");
        browser.until(PAINTED);
    }

    /** Labels every slice, those with these numbers from the head compressed, and locks. */
    private void label(String rater, List<Integer> compressed) throws IOException {
        begin(rater);
        for (int i = 0; i < 39; i++) {
            answer(compressed.contains(i % 10) ? "1" : "0");
        }
        browser.until(PAINTED);
        browser.press("0");
        browser.until("!document.querySelector('#lock button').disabled");
        browser.until("document.getElementById('saved').textContent.startsWith('All')");
        browser.screenshot(PICTURES.resolve("label-" + rater + ".png"));
        browser.value("document.querySelector('#lock').requestSubmit()");
        browser.until("document.querySelector('p.lock')");
        browser.value("document.querySelector('form[action=\"/read-as/stop\"]').requestSubmit()");
        browser.until("document.querySelector('.tiles')");
    }

    /** One key, and the next slice on the screen. */
    private void answer(String key) {
        browser.until(PAINTED);
        String before = browser.value(PAINTED).asText();
        browser.press(key);
        browser.until(PAINTED + " && " + PAINTED + " !== '" + before + "'");
    }

    private long answered() {
        return Assignments.of(study.folder, "anna").orElseThrow().answered();
    }
}
