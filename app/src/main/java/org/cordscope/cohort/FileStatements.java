package org.cordscope.cohort;

import java.io.Closeable;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** What an import asks and writes of every file in the catalogue. Writing belongs to a transaction of the caller. */
final class FileStatements implements Closeable {
    static final String CHANGED =
            "changed since its image was stored, which stays in use: import it into a new study to use what it is now";

    private final RepeatedStatement putSource;
    private final RepeatedStatement putSlice;
    private final RepeatedStatement findUsed;
    private final RepeatedStatement findChanged;
    private final RepeatedStatement findStored;

    FileStatements(Connection connection) {
        putSource = new RepeatedStatement(connection, """
                INSERT INTO sources (path_hash, status, reason, series_uid, sop_uid, file_sha256, rules_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (path_hash) DO UPDATE SET
                    rules_hash = CASE WHEN sources.status = excluded.status AND sources.reason = excluded.reason
                        AND sources.file_sha256 = excluded.file_sha256
                        THEN sources.rules_hash ELSE excluded.rules_hash END,
                    status = excluded.status, reason = excluded.reason, series_uid = excluded.series_uid,
                    sop_uid = excluded.sop_uid, file_sha256 = excluded.file_sha256""");
        putSlice = new RepeatedStatement(connection, """
                INSERT INTO slices (sop_uid, frame, scan, slice_index, position_mm, slab, row_spacing_mm,
                    column_spacing_mm, path, file_sha256)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (sop_uid, frame) DO UPDATE SET slice_index = excluded.slice_index,
                    slab = excluded.slab""");
        findUsed = new RepeatedStatement(connection, """
                SELECT path_hash, file_sha256 FROM sources WHERE sop_uid = ? AND status = 'used'
                ORDER BY CASE WHEN path_hash = ? THEN 0 ELSE 1 END, path_hash""");
        findChanged = new RepeatedStatement(
                connection, "SELECT 1 FROM sources WHERE path_hash = ? AND (status = 'used' OR reason = ?)");
        findStored = new RepeatedStatement(
                connection, "SELECT scan, path, file_sha256 FROM slices WHERE sop_uid = ? ORDER BY frame");
    }

    /** Says of each file what became of it. What decided stays the same where the decision does. */
    void putSources(List<ImportStore.Source> sources) {
        for (ImportStore.Source source : sources) {
            putSource.add(
                    source.pathHash(),
                    source.status(),
                    source.reason(),
                    source.seriesUid(),
                    source.sopUid(),
                    source.fileSha256(),
                    source.rulesHash());
        }
        putSource.executeBatch();
    }

    void putSlices(List<ImportStore.Slice> slices) {
        for (ImportStore.Slice slice : slices) {
            putSlice.add(
                    slice.sopUid(),
                    slice.frame(),
                    slice.scan(),
                    slice.index(),
                    slice.positionMm(),
                    slice.slab(),
                    slice.rowSpacingMm(),
                    slice.columnSpacingMm(),
                    slice.path(),
                    slice.fileSha256());
        }
        putSlice.executeBatch();
    }

    /** The file of an instance that is in use: the file itself, where it is so, or another one. */
    Optional<UsedFile> usedFile(FoundInstance file) {
        return findUsed.first(row -> new UsedFile(row.getString(1), row.getString(2)), file.sopUid(), file.pathHash());
    }

    /** True where a file is known as the one of which an image was stored. */
    boolean wasUsed(FoundInstance file) {
        return findChanged.first(row -> true, file.pathHash(), CHANGED).isPresent();
    }

    /** Scan that holds an instance, with the hash of its file. */
    Optional<StoredFile> storedFile(String sopUid) {
        return findStored.first(row -> new StoredFile(row.getString(1), row.getString(2), row.getString(3)), sopUid);
    }

    record StoredFile(String scan, String path, String fileSha256) {}

    /** @param sha256 of the file when it was last imported */
    record UsedFile(String pathHash, String sha256) {
        boolean is(FoundInstance file) {
            return pathHash.equals(file.pathHash());
        }

        boolean holdsTheSame(FoundInstance file) {
            return sha256.equals(file.sha256());
        }
    }

    @Override
    public void close() {
        List.of(putSource, putSlice, findUsed, findChanged, findStored).forEach(RepeatedStatement::close);
    }
}
