package org.cordscope.cohort;

/** ImportingTest with the catalogue on a real PostgreSQL server. */
final class ImportingOnPostgresqlTest extends ImportingTest {
    @Override
    StudySettings settings() {
        return super.settings().withDatabase(PostgresServer.freshUrl());
    }
}
