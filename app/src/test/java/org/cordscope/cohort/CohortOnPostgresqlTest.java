package org.cordscope.cohort;

/** CohortTest with the catalogue on a real PostgreSQL server. */
final class CohortOnPostgresqlTest extends CohortTest {
    @Override
    StudySettings settings() {
        return super.settings().withDatabase(PostgresServer.freshUrl());
    }
}
