package org.cordscope.cohort;

import java.time.Instant;
import java.util.List;

/** What was ever chosen by hand in a study: only ever added to. */
public final class SeriesChoices {
    private SeriesChoices() {}

    /**
     * One choice.
     *
     * @param seriesUid pseudonymous Series Instance UID
     * @param displacedUid of the scan that the study had before; empty where it had none
     */
    public record Event(String studyUid, String seriesUid, String displacedUid, String by, String reason, Instant at) {}

    /** The newest first. */
    public static List<Event> of(StudyFolder study) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT study_uid, series_uid, displaced_uid, done_by, reason, at_utc FROM series_choices"
                                        + " ORDER BY event DESC")
                        .map((row, context) -> new Event(
                                row.getString("study_uid"),
                                row.getString("series_uid"),
                                row.getString("displaced_uid"),
                                row.getString("done_by"),
                                row.getString("reason"),
                                Instant.parse(row.getString("at_utc"))))
                        .list());
    }
}
