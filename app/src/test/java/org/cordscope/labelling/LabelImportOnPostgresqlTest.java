package org.cordscope.labelling;

import org.cordscope.cohort.PostgresServer;
import org.cordscope.cohort.StudySettings;

/** LabelImportTest with the catalogue on a real PostgreSQL server. */
final class LabelImportOnPostgresqlTest extends LabelImportTest {
    @Override
    StudySettings settings() {
        return super.settings().withDatabase(PostgresServer.freshUrl());
    }
}
