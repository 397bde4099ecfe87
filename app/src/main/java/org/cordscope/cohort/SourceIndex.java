package org.cordscope.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cordscope.deid.PrivateFiles;
import org.cordscope.study.SourceFile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * {@code private/index.db}: every file that imports have found, by its path, and what became of it. It is why the memory of an
 * import does not grow with the number of files, and why files that have not changed are not read again. It can be deleted: the
 * next import makes it anew.
 *
 * <p>One thread at a time.
 */
final class SourceIndex implements Closeable {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS files (
                path TEXT NOT NULL,
                entry TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                modified_ms INTEGER NOT NULL,
                study_uid TEXT NOT NULL,
                series_uid TEXT NOT NULL,
                sha256 TEXT NOT NULL,
                status TEXT NOT NULL,
                reason TEXT NOT NULL,
                listed_in TEXT,
                assumed_spacing_mm REAL,
                import INTEGER NOT NULL,
                PRIMARY KEY (path, entry)
            ) WITHOUT ROWID""";

    /** In the order of {@link Entry}. */
    private static final String COLUMNS = "path, entry, bytes, modified_ms, study_uid, series_uid, sha256, status,"
            + " reason, listed_in, assumed_spacing_mm";

    private static final int COMMIT_EVERY = 500;

    private final Handle handle;
    private final long number;
    private final RepeatedStatement put;
    private final RepeatedStatement decide;
    private final RepeatedStatement findHash;
    private int pending;

    /**
     * One file.
     *
     * @param bytes size of the file, or of the archive that holds it
     * @param studyUid as in the file; empty where it is not usable
     * @param sha256 of its bytes, or of the beginning of an unusable file, and then says so; empty where they have not been read yet
     * @param status found, used, excluded or unusable
     * @param listing the table that lists the file; null where the file speaks for itself
     */
    record Entry(
            SourceFile source,
            long bytes,
            long modifiedMs,
            String studyUid,
            String seriesUid,
            String sha256,
            String status,
            String reason,
            ForeignFiles.@Nullable Listing listing) {}

    private static final RowMapper<Entry> ENTRY = (row, context) -> new Entry(
            new SourceFile(path(row.getString(1)), row.getString(2)),
            row.getLong(3),
            row.getLong(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            listing(row));

    private static ForeignFiles.@Nullable Listing listing(ResultSet row) throws SQLException {
        String table = row.getString(10);
        if (table == null) {
            return null;
        }
        double spacingMm = row.getDouble(11);
        return new ForeignFiles.Listing(path(table), row.wasNull() ? null : spacingMm);
    }

    private SourceIndex(Handle handle) {
        this.handle = handle;
        CatalogueDatabase.SQLITE.commitWithoutWaiting(handle);
        handle.execute(SCHEMA);
        handle.execute("CREATE INDEX IF NOT EXISTS files_by_study ON files (study_uid)");
        this.number = handle.createQuery("SELECT COALESCE(MAX(import), 0) + 1 FROM files")
                .mapTo(Long.class)
                .one();
        Connection connection = handle.getConnection();
        this.put = new RepeatedStatement(
                connection, "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.decide = new RepeatedStatement(
                connection, "UPDATE files SET sha256 = ?, status = ?, reason = ? WHERE path = ? AND entry = ?");
        this.findHash = new RepeatedStatement(
                connection, "SELECT sha256 FROM files WHERE path = ? AND entry = ? AND bytes = ? AND modified_ms = ?");
    }

    /** Opens the index of a private folder for one more import. */
    static SourceIndex open(Path privateFolder) throws IOException {
        Path file = privateFolder.resolve("index.db");
        if (!Files.exists(file)) {
            PrivateFiles.create(file, "");
        }
        return new SourceIndex(Jdbi.create(CatalogueDatabase.sqlite(file)).open());
    }

    /** Begins to collect changes, which are committed from time to time and at {@link #commit}. */
    private void change() {
        if (!handle.isInTransaction()) {
            handle.begin();
        } else if (++pending >= COMMIT_EVERY) {
            commit();
            handle.begin();
        }
    }

    void commit() {
        if (handle.isInTransaction()) {
            handle.commit();
        }
        pending = 0;
    }

    /** The hash that an earlier import computed of the very same file or archive entry; empty where there is none. */
    String sha256(SourceFile source, long bytes, long modifiedMs) {
        if (number == 1) {
            return "";
        }
        return findHash.first(row -> row.getString(1), key(source.file()), source.entry(), bytes, modifiedMs)
                .orElse("");
    }

    /** Remembers a file as found by this import. */
    void put(Entry entry) {
        change();
        ForeignFiles.Listing listing = entry.listing();
        put.execute(
                key(entry.source().file()),
                entry.source().entry(),
                entry.bytes(),
                entry.modifiedMs(),
                entry.studyUid(),
                entry.seriesUid(),
                entry.sha256(),
                entry.status(),
                entry.reason(),
                listing == null ? null : key(listing.table()),
                listing == null ? null : listing.assumedSpacingMm(),
                number);
    }

    /** Notes what became of a file of this import. */
    void decide(SourceFile source, String sha256, String status, String reason) {
        change();
        decide.execute(sha256, status, reason, key(source.file()), source.entry());
    }

    /** An absolute path as text; as a URI, which holds the bytes of any name, where text does not give it back. */
    private static String key(Path path) {
        String text = path.toString();
        return path.isAbsolute() && isPrintableAscii(text) ? text : path.toUri().toString();
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static Path path(String key) {
        return key.startsWith("file:") ? Path.of(URI.create(key)) : Path.of(key);
    }

    /** Counts the files of some studies, found by earlier imports, as found by this one. */
    void recall(String studyUid) {
        handle.execute("UPDATE files SET import = ? WHERE study_uid = ?", number, studyUid);
    }

    /** Number of usable files that this import has found. */
    long usable() {
        return handle.createQuery("SELECT COUNT(*) FROM files WHERE import = :import AND study_uid <> ''")
                .bind("import", number)
                .mapTo(Long.class)
                .one();
    }

    /** Study UIDs of this import's usable files, in order. */
    List<String> studies() {
        return handle.createQuery(
                        "SELECT DISTINCT study_uid FROM files WHERE import = :import AND study_uid <> '' ORDER BY 1")
                .bind("import", number)
                .mapTo(String.class)
                .list();
    }

    /** This import's files of a study, by path. */
    List<Entry> filesOf(String studyUid) {
        return handle.createQuery("SELECT " + COLUMNS
                        + " FROM files WHERE study_uid = :study AND import = :import ORDER BY path, entry")
                .bind("study", studyUid)
                .bind("import", number)
                .map(ENTRY)
                .list();
    }

    /** Study UID of each series that any import has found, by Series Instance UID. */
    Map<String, String> studyBySeries() {
        Map<String, String> studies = new LinkedHashMap<>();
        handle.createQuery("SELECT DISTINCT series_uid, study_uid FROM files WHERE study_uid <> '' ORDER BY 1, 2")
                .map((row, context) -> List.of(row.getString(1), row.getString(2)))
                .forEach(pair -> studies.put(pair.get(0), pair.get(1)));
        return studies;
    }

    /** This import's unusable files in batches, by path. */
    void unusable(Consumer<List<Entry>> batches) {
        try (ResultIterator<Entry> rows = handle.createQuery("SELECT " + COLUMNS
                        + " FROM files WHERE import = :import AND study_uid = '' ORDER BY path, entry")
                .bind("import", number)
                .map(ENTRY)
                .iterator()) {
            List<Entry> batch = new ArrayList<>();
            while (rows.hasNext()) {
                batch.add(rows.next());
                if (batch.size() == COMMIT_EVERY || !rows.hasNext()) {
                    batches.accept(batch);
                    batch = new ArrayList<>();
                }
            }
        }
    }

    /** Every file that was ever found, by path, one after the other. */
    void all(Consumer<Entry> taker) {
        try (ResultIterator<Entry> rows = handle.createQuery("SELECT " + COLUMNS + " FROM files ORDER BY path, entry")
                .map(ENTRY)
                .iterator()) {
            rows.forEachRemaining(taker);
        }
    }

    @Override
    public void close() {
        commit();
        handle.close();
    }
}
