package org.cordscope.cohort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The study's database: which files were found, which became slices, who labelled what. Write through {@link Jdbi#useTransaction}
 * so that a kill at any moment leaves whole facts.
 */
public final class Catalogue {
    /** Steps of the schema, in order; never changed once released, only added to. */
    private static final List<String> STEPS =
            List.of("001-catalogue.sql", "002-append-only.sql", "004-split-schemes.sql");

    private static final int BUSY_TIMEOUT_MS = 15_000;

    private final Jdbi jdbi;

    private Catalogue(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Opens the SQLite file, made where missing, and brings its schema up to date. */
    public static Catalogue open(Path file) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        Catalogue catalogue = new Catalogue(Jdbi.create(source));
        catalogue.migrate();
        return catalogue;
    }

    public Jdbi jdbi() {
        return jdbi;
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

    private void migrate() throws IOException {
        int done = jdbi.withHandle(Catalogue::stepsDone);
        if (done > STEPS.size()) {
            throw new UserFacingException(
                    "The study was made by a newer Cordscope.", "Install that version, or a later one.");
        }
        for (int step = done; step < STEPS.size(); step++) {
            apply(step, text(STEPS.get(step)));
        }
    }

    private void apply(int step, String sql) {
        jdbi.useTransaction(handle -> {
            if (stepsDone(handle) == step) {
                for (String statement : sql.split(";\\n\\s*\\n", -1)) {
                    if (!statement.isBlank()) {
                        handle.execute(statement);
                    }
                }
                handle.execute("INSERT INTO schema_steps (step) VALUES (?)", step + 1);
            }
        });
    }

    private static int stepsDone(Handle handle) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)");
        return handle.createQuery("SELECT COALESCE(MAX(step), 0) FROM schema_steps")
                .mapTo(Integer.class)
                .one();
    }

    private static String text(String step) throws IOException {
        try (InputStream in = Catalogue.class.getResourceAsStream("schema/" + step)) {
            return new String(Objects.requireNonNull(in, step).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
