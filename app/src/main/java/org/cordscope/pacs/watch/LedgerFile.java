package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.deid.PrivateDatabase;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code state.db} as a file: its tables, and those of earlier versions brought up to date. */
final class LedgerFile {
    private static final List<String> SCHEMA = List.of(
            """
            CREATE TABLE IF NOT EXISTS entries (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                study_uid TEXT NOT NULL,
                state TEXT,
                coder TEXT NOT NULL,
                status TEXT NOT NULL,
                reason TEXT NOT NULL DEFAULT '',
                series_uid TEXT,
                slices INTEGER,
                compressed_slices INTEGER,
                longest_run INTEGER,
                max_probability REAL,
                unreadable_slices INTEGER,
                events INTEGER NOT NULL DEFAULT 1,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_try_ms INTEGER,
                received_ms INTEGER NOT NULL,
                coded_ms INTEGER,
                returned_ms INTEGER,
                max_calibrated REAL,
                not_judged_slices INTEGER NOT NULL DEFAULT 0,
                remark TEXT NOT NULL DEFAULT '',
                finding TEXT,
                UNIQUE (study_uid, coder, state)
            )""",
            """
            CREATE TABLE IF NOT EXISTS deliveries (
                entry_id INTEGER NOT NULL REFERENCES entries (id),
                destination TEXT NOT NULL,
                delivered_ms INTEGER NOT NULL,
                PRIMARY KEY (entry_id, destination)
            )""",
            // one entry at most waits to be looked at
            "CREATE UNIQUE INDEX IF NOT EXISTS waiting ON entries (study_uid, coder) WHERE state IS NULL",
            "CREATE TABLE IF NOT EXISTS cursor (feed TEXT PRIMARY KEY, position TEXT NOT NULL)",
            """
            CREATE TABLE IF NOT EXISTS sizes (
                study_uid TEXT PRIMARY KEY,
                instances INTEGER NOT NULL,
                since_ms INTEGER NOT NULL,
                noticed INTEGER NOT NULL
            )""");

    /** Columns that ledgers of earlier versions lack. */
    private static final Map<String, String> ADDED = Map.of(
            "max_calibrated", "REAL",
            "not_judged_slices", "INTEGER NOT NULL DEFAULT 0",
            "remark", "TEXT NOT NULL DEFAULT ''",
            "finding", "TEXT");

    private LedgerFile() {}

    /** Opens the file to write, or makes one that only its owner may read. */
    static Handle open(Path file) throws IOException {
        Handle handle = PrivateDatabase.open(file);
        handle.useTransaction(LedgerFile::complete); // who reads meanwhile finds all of it or nothing
        return handle;
    }

    private static void complete(Handle handle) {
        SCHEMA.forEach(handle::execute);
        for (Map.Entry<String, String> column : ADDED.entrySet()) {
            if (!hasColumn(handle, column.getKey())) {
                handle.execute("ALTER TABLE entries ADD COLUMN " + column.getKey() + " " + column.getValue());
            }
        }
    }

    /** Opens a file that is there, to read it; one that is just being made is a ledger without entries. */
    static Handle read(Path file) {
        Handle handle = PrivateDatabase.read(file);
        if (isEmpty(handle)) {
            handle.close();
            Handle empty = Jdbi.create("jdbc:sqlite::memory:").open();
            complete(empty);
            return empty;
        }
        if (!ADDED.keySet().stream().allMatch(column -> hasColumn(handle, column))) {
            handle.close();
            throw new UserFacingException(
                    file + " was written by an earlier version of Cordscope",
                    "Run cordscope watch with this state folder once: it brings the ledger up to date.");
        }
        return handle;
    }

    private static boolean isEmpty(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) FROM sqlite_master")
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    private static boolean hasColumn(Handle handle, String name) {
        return handle.createQuery("SELECT COUNT(*) FROM pragma_table_info('entries') WHERE name = ?")
                        .bind(0, name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }
}
