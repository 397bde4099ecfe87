package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesListTest {
    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), StudySettings.named("trial"), 2, 3);
        exclude("2.25.11111111111111111111222222220", "not axial");
        exclude("2.25.33333333333333333333222222220", "localiser");
        exclude("2.25.44444444444444444444444444444", "localiser");
    }

    @Test
    void every_series_is_listed_with_its_evidence_and_a_name_of_its_own() {
        List<SeriesEvidence> series = SeriesList.of(study);
        assertEquals(5, series.size());
        assertEquals(5, series.stream().map(SeriesEvidence::name).distinct().count());
        assertEquals(2, series.stream().filter(SeriesEvidence::chosen).count());
        SeriesEvidence chosen =
                series.stream().filter(SeriesEvidence::chosen).findFirst().orElseThrow();
        assertEquals(3, chosen.files());
        assertEquals(List.of("axial"), chosen.evidence());
        assertTrue(chosen.name().startsWith("scan-"));
        assertTrue(
                series.stream().filter(s -> !s.chosen()).allMatch(s -> s.name().length() == 10));
    }

    private void exclude(String uid, String reason) {
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute(
                        "INSERT INTO excluded_series (series_uid, study_uid, subject, reason, evidence)"
                                + " VALUES (?, '2.25.1', 'sub-a', ?, ?)",
                        uid,
                        reason,
                        "sagittal\nlong"));
    }
}
