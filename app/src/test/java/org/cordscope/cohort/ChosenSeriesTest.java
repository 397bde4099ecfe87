package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

/** Series that somebody chose by hand, whatever the rules say. */
class ChosenSeriesTest extends ImportCase {
    @Test
    void series_chosen_by_hand_takes_the_place_of_the_scan_and_stays() throws IOException {
        StudyFolder study = study("a");
        run(study);
        String t1 = study.deidentifier().pseudonyms().scan("1.2.1.2");
        ImportSummary summary = Importing.run(study, ImportRequest.of().withChosen(chosen(t1)), RULES, Progress.NONE);
        assertEquals(4, summary.usedFiles());
        assertEquals(1, summary.excludedSeries().get("another series was chosen by hand"));
        assertEquals(2 * SLICES + 4, Flow.of(study).slices());
        Map<String, String> chosen = content(study);
        assertEquals(
                2 * SLICES + 4,
                chosen.keySet().stream().filter(k -> k.endsWith(".dcm")).count());
        run(study);
        assertEquals(chosen, content(study));
        Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.1")), RULES, Progress.NONE);
        assertEquals(3 * SLICES, Flow.of(study).slices());
    }

    @Test
    void choice_by_hand_is_recorded_with_who_chose_and_why() throws IOException {
        StudyFolder study = study("a");
        run(study);
        Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.2")), RULES, Progress.NONE);
        Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.2")), RULES, Progress.NONE);
        List<SeriesChoices.Event> events = SeriesChoices.of(study);
        assertEquals(1, events.size(), "the second changes nothing");
        assertEquals("anna", events.get(0).by());
        assertEquals("better seen here", events.get(0).reason());
        assertEquals(
                study.deidentifier().pseudonyms().uid("1.2.1.2"), events.get(0).seriesUid());
        assertEquals(
                study.deidentifier().pseudonyms().uid("1.2.1.1"), events.get(0).displacedUid());
        assertThrows(
                RuntimeException.class,
                () -> study.catalogue().jdbi().useHandle(h -> h.execute("DELETE FROM series_choices")));
    }

    @Test
    void series_whose_files_are_gone_displaces_nothing() throws IOException {
        StudyFolder study = study("a");
        run(study);
        Map<String, String> before = content(study);
        Files.move(input, folder.resolve("elsewhere"));
        assertThrows(
                UserFacingException.class,
                () -> Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.2")), RULES, Progress.NONE));
        assertEquals(before, content(study));
        assertEquals(List.of(), SeriesChoices.of(study));
    }

    @Test
    void images_of_a_displaced_series_go_even_where_its_files_are_gone() throws IOException {
        StudyFolder study = study("a");
        run(study);
        Files.delete(input.resolve("PATIENT1/copy"));
        Files.move(input.resolve("PATIENT1/t2"), folder.resolve("elsewhere"));
        Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.2")), RULES, Progress.NONE);
        assertEquals(
                Flow.of(study).slices(),
                content(study).keySet().stream().filter(k -> k.endsWith(".dcm")).count());
    }

    private static SeriesOverride chosen(String series) {
        return new SeriesOverride(series, "anna", "better seen here");
    }

    @Test
    void series_that_nobody_found_cannot_be_chosen() throws IOException {
        StudyFolder study = study("a");
        run(study);
        UserFacingException e = assertThrows(
                UserFacingException.class,
                () -> Importing.run(study, ImportRequest.of().withChosen(chosen("scan-none")), RULES, Progress.NONE));
        assertTrue(String.valueOf(e.getMessage()).contains("scan-none"), e.getMessage());
    }

    @Test
    void scan_with_labels_does_not_go_for_a_choice_by_hand() throws IOException {
        StudyFolder study = study("a");
        run(study);
        study.catalogue()
                .jdbi()
                .useTransaction(handle -> handle.execute("INSERT INTO consensus_labels (sop_uid, frame, label, reason)"
                        + " SELECT sop_uid, frame, 1, '' FROM slices"));
        Map<String, String> before = content(study);
        assertThrows(
                UserFacingException.class,
                () -> Importing.run(study, ImportRequest.of().withChosen(chosen("1.2.1.2")), RULES, Progress.NONE));
        assertEquals(before, content(study));
    }
}
