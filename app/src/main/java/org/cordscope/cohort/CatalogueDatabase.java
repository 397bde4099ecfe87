package org.cordscope.cohort;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The two kinds of database that hold a catalogue, and in what they differ. Everything else is SQL that both understand. */
enum CatalogueDatabase {
    /** A file of the study folder: write-ahead log, foreign keys on, one writer at a time. */
    SQLITE,
    /** A server of the team, reached by its URL. */
    POSTGRESQL;

    private static final int BUSY_TIMEOUT_MS = 15_000;
    private static final int MOST_CONNECTIONS = 8;
    private static final long CONNECTION_TIMEOUT_MS = 30_000;
    private static final long IDLE_TIMEOUT_MS = 10_000;
    private static final int PAGES_OF_LOG = 16_384; // of 4 KiB
    private static final int CACHE_KIB = 16_384;
    private static final String PASSWORD_VARIABLE = "CORDSCOPE_DATABASE_PASSWORD";
    private static final Pattern TEXT = Pattern.compile("\\bTEXT\\b");

    /** By a number that no other program is likely to lock by, and the schema, in which the study alone is; until the end. */
    private static final String WAIT_FOR_OTHERS =
            "SELECT pg_advisory_xact_lock(1131377252, hashtext(COALESCE(current_schema(), '')))";

    static DataSource sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setGetGeneratedKeys(false); // would be asked for after every row
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /**
     * Connections to a PostgreSQL server. The password comes from the environment or from the user's password file, never
     * from the URL, which stands in {@code study.yaml} for everybody to read.
     *
     * @throws UserFacingException where the server cannot be reached or refuses
     */
    static HikariDataSource postgresql(String url) {
        checkUrl(url);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).ifPresent(config::setPassword);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_TIMEOUT_MS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new UserFacingException(
                    "The study's database cannot be reached: " + firstSentence(e),
                    "Check the server, the address in study.yaml, and " + PASSWORD_VARIABLE + " or ~/.pgpass.",
                    e);
        }
    }

    private static void checkUrl(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UserFacingException(
                    "The database of study.yaml is no PostgreSQL address.",
                    "Write it as jdbc:postgresql://SERVER/DATABASE?user=NAME, or leave it out for SQLite.");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new UserFacingException(
                    "The address of the database holds a password, which study.yaml would show to everybody.",
                    "Take it out, and give it in " + PASSWORD_VARIABLE + " or in ~/.pgpass.");
        }
    }

    private static String firstSentence(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no answer");
        return message.endsWith(".") ? message : message + ".";
    }

    /** The statements of a step in the words of this database: texts compare by bytes in both. */
    String adapted(String sql) {
        return this == SQLITE ? sql : TEXT.matcher(sql).replaceAll("TEXT COLLATE \"C\"");
    }

    /** Name of the resource that says a step in this database's own words, where plain SQL does not reach. */
    String variant(String step) {
        return this == SQLITE ? step : step.replace(".sql", ".postgresql.sql");
    }

    /** How transactions follow one another: in both databases one at a time, since many read first what they then write. */
    TransactionHandler transactions() {
        return this == SQLITE ? LocalTransactionHandler.binding() : new OneAtATime(LocalTransactionHandler.binding());
    }

    /** A transaction of PostgreSQL waits for the others of its study, as those of SQLite do by themselves. */
    private static final class OneAtATime extends DelegatingTransactionHandler {
        OneAtATime(TransactionHandler delegate) {
            super(delegate);
        }

        @Override
        public void begin(Handle handle) {
            super.begin(handle);
            handle.execute(WAIT_FOR_OTHERS);
        }

        @Override
        public TransactionHandler specialize(Handle handle) throws SQLException {
            return new OneAtATime(getDelegate().specialize(handle));
        }
    }

    /**
     * Spares this connection the wait for the disk at each commit: for work that can be repeated. A power cut may then cost the
     * last transactions, never the database; a killed process costs nothing. The log is moved into the file, for which the disk
     * is waited for, when it has 64 MB and at the end, and 16 MB of the file are held. PostgreSQL keeps its server's own settings.
     */
    void commitWithoutWaiting(Handle handle) {
        if (this == SQLITE) {
            handle.execute("PRAGMA synchronous = NORMAL");
            handle.execute("PRAGMA wal_autocheckpoint = " + PAGES_OF_LOG);
            handle.execute("PRAGMA cache_size = -" + CACHE_KIB);
        }
    }
}
