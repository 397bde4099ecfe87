package org.cordscope.cohort;

/** ChosenSeriesTest with the catalogue on a real PostgreSQL server. */
final class ChosenSeriesOnPostgresqlTest extends ChosenSeriesTest {
    @Override
    StudySettings settings() {
        return super.settings().withDatabase(PostgresServer.freshUrl());
    }
}
