package org.cordscope.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteDataSource;

/**
 * The study's database: which files were found, which became slices, who labelled what. Write through {@link Jdbi#useTransaction}
 * so that a kill at any moment leaves whole facts.
 */
public final class Catalogue implements Closeable {
    /** Steps of the schema, in order; never changed once released, only added to. */
    private static final List<String> STEPS = List.of(
            "001-catalogue.sql",
            "002-append-only.sql",
            "003-provenance.sql",
            "004-split-schemes.sql",
            "005-screening.sql",
            "006-labelling.sql",
            "007-label-events-stay.sql",
            "008-second-readings.sql",
            "009-lock-events-stay.sql",
            "010-series-choices.sql",
            "011-account-subjects.sql");

    private final DataSource source;
    private final CatalogueDatabase kind;
    private final Jdbi jdbi;

    private Catalogue(DataSource source, CatalogueDatabase kind) {
        this.source = source;
        this.kind = kind;
        this.jdbi = Jdbi.create(source);
        jdbi.setTransactionHandler(kind.transactions());
    }

    /** Opens the SQLite file, made where missing, and brings its schema up to date. */
    public static Catalogue open(Path file) throws IOException {
        return new Catalogue(CatalogueDatabase.sqlite(file), CatalogueDatabase.SQLITE).migrated();
    }

    /**
     * Opens a PostgreSQL database and brings its schema up to date.
     *
     * @param url as {@code jdbc:postgresql://server/database?user=name}, without a password
     * @throws UserFacingException where the server cannot be reached or refuses
     */
    public static Catalogue open(String url) throws IOException {
        return new Catalogue(CatalogueDatabase.postgresql(url), CatalogueDatabase.POSTGRESQL).migrated();
    }

    /** Loads what opening a SQLite file takes, by one in memory. */
    static void load() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        Jdbi.create(memory).useTransaction(handle -> {
            handle.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, content TEXT)");
            set(handle, "loaded", "yes");
            setting(handle, "loaded");
        });
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** A connection for work that can be repeated, whose commits need not wait for the disk. */
    Handle openForRepeatableWork() {
        Handle handle = jdbi.open();
        kind.commitWithoutWaiting(handle);
        return handle;
    }

    /** Ends the connections; a SQLite file has none that stay. */
    @Override
    public void close() throws IOException {
        if (source instanceof Closeable pool) {
            pool.close();
        }
    }

    /** A remembered value, such as the hash of the split. */
    public Optional<String> setting(String name) {
        return jdbi.withHandle(handle -> setting(handle, name));
    }

    static Optional<String> setting(Handle handle, String name) {
        return handle.createQuery("SELECT content FROM settings WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
    }

    static void set(Handle handle, String name, String content) {
        handle.createUpdate("INSERT INTO settings (name, content) VALUES (:name, :content)"
                        + " ON CONFLICT (name) DO UPDATE SET content = excluded.content")
                .bind("name", name)
                .bind("content", content)
                .execute();
    }

    private Catalogue migrated() throws IOException {
        int done = jdbi.inTransaction(this::stepsDone);
        if (done > STEPS.size()) {
            throw new UserFacingException(
                    "The study was made by a newer Cordscope.", "Install that version, or a later one.");
        }
        for (int step = done; step < STEPS.size(); step++) {
            apply(step, text(STEPS.get(step)));
        }
        return this;
    }

    private void apply(int step, String sql) {
        jdbi.useTransaction(handle -> {
            if (stepsDone(handle) == step) {
                for (String statement : sql.split(";\\n\\s*\\n", -1)) {
                    if (!statement.isBlank()) {
                        handle.execute(kind.adapted(statement));
                    }
                }
                handle.execute("INSERT INTO schema_steps (step) VALUES (?)", step + 1);
            }
        });
    }

    private int stepsDone(Handle handle) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)");
        return handle.createQuery("SELECT COALESCE(MAX(step), 0) FROM schema_steps")
                .mapTo(Integer.class)
                .one();
    }

    /** Text of a step, in this database's own words where there are some. */
    private String text(String step) throws IOException {
        for (String name : new String[] {kind.variant(step), step}) {
            try (InputStream in = Catalogue.class.getResourceAsStream("schema/" + name)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IllegalStateException("resource missing from the jar: schema/" + step);
    }
}
