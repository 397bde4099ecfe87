package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** SQLite files that only their owner may read. A transaction is on the disk when it has ended. */
public final class PrivateDatabase {
    private static final int BUSY_TIMEOUT_MS = 15_000;

    private PrivateDatabase() {}

    /** Opens a file to write, or makes an empty one. */
    public static Handle open(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.create(file, "");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return connect(file, config);
    }

    /** Opens a file that is there, to read it. */
    public static Handle read(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return connect(file, config);
    }

    private static Handle connect(Path file, SQLiteConfig config) {
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return Jdbi.create(source).open();
    }
}
