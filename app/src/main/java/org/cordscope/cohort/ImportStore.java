package org.cordscope.cohort;

import java.util.List;
import java.util.Optional;
import org.cordscope.cohort.series.ScanDecision;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows that an import writes. All methods belong to a transaction of the caller. */
final class ImportStore {
    private static final int LONGEST_FOLLOW_UP = 25;

    private ImportStore() {}

    /**
     * One file as the catalogue remembers it; pseudonyms only.
     *
     * @param fileSha256 of the original file, or of the beginning of one that is large and cannot be used, and then says so; empty
     *     where it could not be read
     * @param rulesHash of the provenance that decided
     */
    record Source(
            String pathHash,
            String status,
            String reason,
            @Nullable String seriesUid,
            @Nullable String sopUid,
            String fileSha256,
            @Nullable String rulesHash) {}

    record Scan(
            String scan,
            String subject,
            String studyUid,
            String seriesUid,
            String manufacturer,
            @Nullable Double sliceThicknessMm,
            String reason,
            List<String> evidence,
            @Nullable String rulesHash) {}

    record Slice(
            String sopUid,
            int frame,
            String scan,
            int index,
            double positionMm,
            int slab,
            double rowSpacingMm,
            double columnSpacingMm,
            String path,
            String fileSha256) {}

    static void putSubject(Handle handle, String subject, @Nullable Integer ageYears, String sex) {
        handle.createUpdate("""
                        INSERT INTO subjects (subject, age_years, sex) VALUES (:subject, :age, :sex)
                        ON CONFLICT (subject) DO UPDATE SET
                            age_years = COALESCE(subjects.age_years, excluded.age_years),
                            sex = CASE WHEN subjects.sex = '' THEN excluded.sex ELSE subjects.sex END""")
                .bind("subject", subject)
                .bind("age", ageYears)
                .bind("sex", sex)
                .execute();
    }

    /** True where the catalogue has the subject with the other sex, or with an age that no follow-up explains. */
    static boolean isOtherPerson(Handle handle, String subject, @Nullable Integer ageYears, String sex) {
        return handle.createQuery("SELECT age_years, sex FROM subjects WHERE subject = :subject")
                .bind("subject", subject)
                .map((row, context) -> {
                    int age = row.getInt("age_years");
                    boolean otherAge =
                            !row.wasNull() && ageYears != null && Math.abs(age - ageYears) > LONGEST_FOLLOW_UP;
                    String known = row.getString("sex");
                    return otherAge || (known.equals("M") && sex.equals("F")) || (known.equals("F") && sex.equals("M"));
                })
                .findOne()
                .orElse(false);
    }

    /** True where the scan is new. */
    static boolean putScan(Handle handle, Scan scan) {
        handle.createUpdate("DELETE FROM excluded_series WHERE series_uid = :seriesUid")
                .bind("seriesUid", scan.seriesUid())
                .execute();
        return handle.createUpdate("""
                                INSERT INTO scans (scan, subject, study_uid, series_uid, manufacturer, slice_thickness_mm,
                                    reason, evidence, rules_hash)
                                VALUES (:scan, :subject, :studyUid, :seriesUid, :manufacturer, :sliceThicknessMm, :reason,
                                    :evidenceText, :rulesHash)
                                ON CONFLICT (scan) DO NOTHING""")
                        .bind("scan", scan.scan())
                        .bind("subject", scan.subject())
                        .bind("studyUid", scan.studyUid())
                        .bind("seriesUid", scan.seriesUid())
                        .bind("manufacturer", scan.manufacturer())
                        .bind("sliceThicknessMm", scan.sliceThicknessMm())
                        .bind("reason", scan.reason())
                        .bind("evidenceText", String.join("\n", scan.evidence()))
                        .bind("rulesHash", scan.rulesHash())
                        .execute()
                == 1;
    }

    /** Numbers the slices of a scan anew where an earlier import had stored others than this one. */
    static void renumber(Handle handle, String scan, int expected) {
        long stored = handle.createQuery("SELECT COUNT(*) FROM slices WHERE scan = :scan")
                .bind("scan", scan)
                .mapTo(Long.class)
                .one();
        if (stored == expected) {
            return;
        }
        List<String[]> keys = handle.createQuery(
                        "SELECT sop_uid, frame FROM slices WHERE scan = :scan ORDER BY position_mm, sop_uid, frame")
                .bind("scan", scan)
                .map((rs, context) -> new String[] {rs.getString(1), rs.getString(2)})
                .list();
        for (int i = 0; i < keys.size(); i++) {
            handle.execute(
                    "UPDATE slices SET slice_index = ? WHERE sop_uid = ? AND frame = ?",
                    i,
                    keys.get(i)[0],
                    Integer.parseInt(keys.get(i)[1]));
        }
    }

    static void putExcludedSeries(
            Handle handle, String seriesUid, String studyUid, String subject, ScanDecision decision, String rulesHash) {
        handle.createUpdate("""
                        INSERT INTO excluded_series (series_uid, study_uid, subject, reason, evidence, rules_hash)
                        VALUES (:series, :study, :subject, :reason, :evidence, :rulesHash)
                        ON CONFLICT (series_uid) DO UPDATE SET
                            rules_hash = CASE WHEN excluded_series.reason = excluded.reason
                                AND excluded_series.evidence = excluded.evidence
                                THEN excluded_series.rules_hash ELSE excluded.rules_hash END,
                            reason = excluded.reason, evidence = excluded.evidence""")
                .bind("series", seriesUid)
                .bind("study", studyUid)
                .bind("subject", subject)
                .bind("reason", decision.reason())
                .bind("evidence", String.join("\n", decision.evidence()))
                .bind("rulesHash", rulesHash)
                .execute();
    }

    /** Series (pseudonym) of the scan that a study has; empty where it has none. */
    static Optional<String> scanSeriesOfStudy(Handle handle, String studyUid) {
        return handle.createQuery("SELECT series_uid FROM scans WHERE study_uid = :study ORDER BY scan")
                .bind("study", studyUid)
                .mapTo(String.class)
                .findFirst();
    }

    static boolean hasScan(Handle handle, String scan) {
        return handle.createQuery("SELECT COUNT(*) FROM scans WHERE scan = :scan")
                        .bind("scan", scan)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** True where a scan of this name is that of another study: two studies have series of one UID. */
    static boolean isOfAnotherStudy(Handle handle, String scan, String studyUid) {
        return handle.createQuery("SELECT COUNT(*) FROM scans WHERE scan = :scan AND study_uid <> :study")
                        .bind("scan", scan)
                        .bind("study", studyUid)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
