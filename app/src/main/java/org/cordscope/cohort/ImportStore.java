package org.cordscope.cohort;

import java.util.List;
import java.util.Optional;
import org.cordscope.cohort.series.ScanDecision;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Rows that an import writes. All methods belong to a transaction of the caller. */
final class ImportStore {
    private ImportStore() {}

    /**
     * One file as the catalogue remembers it; pseudonyms only.
     *
     * @param fileSha256 of the original file; empty where it could not be read to the end
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

    /** Says of each file what became of it. What decided stays the same where the decision does. */
    static void putSources(Handle handle, List<Source> sources) {
        if (sources.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO sources (path_hash, status, reason, series_uid, sop_uid, file_sha256, rules_hash)
                VALUES (:pathHash, :status, :reason, :seriesUid, :sopUid, :fileSha256, :rulesHash)
                ON CONFLICT (path_hash) DO UPDATE SET
                    rules_hash = CASE WHEN sources.status = excluded.status AND sources.reason = excluded.reason
                        AND sources.file_sha256 = excluded.file_sha256
                        THEN sources.rules_hash ELSE excluded.rules_hash END,
                    status = excluded.status, reason = excluded.reason, series_uid = excluded.series_uid,
                    sop_uid = excluded.sop_uid, file_sha256 = excluded.file_sha256""");
        for (Source source : sources) {
            batch.bind("pathHash", source.pathHash())
                    .bind("status", source.status())
                    .bind("reason", source.reason())
                    .bind("seriesUid", source.seriesUid())
                    .bind("sopUid", source.sopUid())
                    .bind("fileSha256", source.fileSha256())
                    .bind("rulesHash", source.rulesHash())
                    .add();
        }
        batch.execute();
    }

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

    static void putSlices(Handle handle, List<Slice> slices) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO slices (sop_uid, frame, scan, slice_index, position_mm, slab, row_spacing_mm,
                    column_spacing_mm, path, file_sha256)
                VALUES (:sopUid, :frame, :scan, :index, :positionMm, :slab, :rowSpacingMm, :columnSpacingMm, :path,
                    :fileSha256)
                ON CONFLICT (sop_uid, frame) DO UPDATE SET slice_index = excluded.slice_index,
                    slab = excluded.slab""");
        for (Slice slice : slices) {
            batch.bind("sopUid", slice.sopUid())
                    .bind("frame", slice.frame())
                    .bind("scan", slice.scan())
                    .bind("index", slice.index())
                    .bind("positionMm", slice.positionMm())
                    .bind("slab", slice.slab())
                    .bind("rowSpacingMm", slice.rowSpacingMm())
                    .bind("columnSpacingMm", slice.columnSpacingMm())
                    .bind("path", slice.path())
                    .bind("fileSha256", slice.fileSha256())
                    .add();
        }
        batch.execute();
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

    static boolean isUsed(Handle handle, String pathHash) {
        return handle.createQuery("SELECT COUNT(*) FROM sources WHERE path_hash = :path AND status = 'used'")
                        .bind("path", pathHash)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** True where another file of the same instance is in use. */
    static boolean isCopy(Handle handle, String sopUid, String pathHash) {
        return handle.createQuery(
                                "SELECT COUNT(*) FROM sources WHERE sop_uid = :sop AND status = 'used' AND path_hash <> :path")
                        .bind("sop", sopUid)
                        .bind("path", pathHash)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Scan that holds an instance, with the hash of its file. */
    static Optional<StoredFile> storedFile(Handle handle, String sopUid) {
        return handle.createQuery("SELECT scan, path, file_sha256 FROM slices WHERE sop_uid = :sop ORDER BY frame")
                .bind("sop", sopUid)
                .map((rs, context) -> new StoredFile(rs.getString(1), rs.getString(2), rs.getString(3)))
                .findFirst();
    }

    record StoredFile(String scan, String path, String fileSha256) {}
}
