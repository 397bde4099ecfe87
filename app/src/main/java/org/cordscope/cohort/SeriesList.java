package org.cordscope.cohort;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** All series of a study with their evidence, and the short names by which a user means one. */
public final class SeriesList {
    /** Digits of a UID that a short name has at least. */
    private static final int SHORTEST = 8;

    private static final String ALL = """
            SELECT all_series.*, (SELECT COUNT(*) FROM sources WHERE sources.series_uid = all_series.series_uid) AS files
            FROM (
                SELECT scan, study_uid, series_uid, subject, 1 AS chosen, reason, evidence FROM scans
                UNION ALL SELECT '', study_uid, series_uid, subject, 0, reason, evidence FROM excluded_series) AS all_series
            ORDER BY subject, chosen DESC, reason, series_uid""";

    private SeriesList() {}

    /** By subject, the chosen first. */
    public static List<SeriesEvidence> of(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(SeriesList::read);
    }

    private static List<SeriesEvidence> read(Handle handle) {
        int digits =
                digits(handle.createQuery("SELECT series_uid FROM scans UNION SELECT series_uid FROM excluded_series")
                        .mapTo(String.class)
                        .list());
        return handle.createQuery(ALL)
                .map((row, context) -> new SeriesEvidence(
                        row.getString("scan").isEmpty()
                                ? end(row.getString("series_uid"), digits)
                                : row.getString("scan"),
                        row.getString("study_uid"),
                        row.getString("series_uid"),
                        row.getString("subject"),
                        row.getInt("chosen") == 1,
                        row.getLong("files"),
                        row.getString("reason"),
                        row.getString("evidence").lines().toList()))
                .list();
    }

    /** How many last digits tell all series apart. */
    private static int digits(List<String> uids) {
        for (int digits = SHORTEST; ; digits++) {
            Set<String> ends = new HashSet<>();
            boolean whole = true;
            boolean apart = true;
            for (String uid : uids) {
                apart &= ends.add(end(uid, digits));
                whole &= uid.length() <= digits;
            }
            if (apart || whole) {
                return digits;
            }
        }
    }

    private static String end(String uid, int digits) {
        return uid.substring(Math.max(0, uid.length() - digits));
    }
}
