package org.cordscope.labelling;

import org.cordscope.cohort.PostgresServer;
import org.cordscope.cohort.StudySettings;
import org.jdbi.v3.core.Handle;

/** BlindedReadingTest with the catalogue on a real PostgreSQL server. */
final class BlindedReadingOnPostgresqlTest extends BlindedReadingTest {
    @Override
    StudySettings settings() {
        return super.settings().withDatabase(PostgresServer.freshUrl());
    }

    @Override
    void dropGuards(Handle handle) {
        handle.execute("DROP TRIGGER IF EXISTS label_events_stay ON label_events");
    }

    @Override
    void dropLockGuards(Handle handle) {
        handle.execute("DROP TRIGGER lock_events_stay ON lock_events");
    }
}
