package org.cordscope.service;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.deid.PrivateDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * {@code jobs.db}: what became of each job. Every method is one transaction that the disk has when it returns; for any number of
 * threads of one process.
 */
final class JobStore implements AutoCloseable {
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS jobs (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                coder TEXT NOT NULL,
                status TEXT NOT NULL,
                reason TEXT NOT NULL DEFAULT '',
                instances INTEGER NOT NULL,
                unusable INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                scans INTEGER,
                slices INTEGER,
                compressed_slices INTEGER,
                submitted_ms INTEGER NOT NULL,
                started_ms INTEGER,
                finished_ms INTEGER
            )""";

    private static final RowMapper<Job> JOB = (row, context) -> new Job(
            row.getString("id"),
            row.getLong("number"),
            row.getString("coder"),
            JobStatus.of(row.getString("status")),
            row.getString("reason"),
            row.getInt("instances"),
            row.getInt("unusable"),
            row.getLong("bytes"),
            row.getInt("attempts"),
            counts(row),
            Instant.ofEpochMilli(row.getLong("submitted_ms")),
            instant(row, "started_ms"),
            instant(row, "finished_ms"));

    private final Handle handle;
    private final Clock clock;

    private JobStore(Handle handle, Clock clock) {
        this.handle = handle;
        this.clock = clock;
    }

    /** Opens the store, or makes an empty one that only its owner may read. */
    static JobStore open(Path file, Clock clock) throws IOException {
        JobStore store = new JobStore(PrivateDatabase.open(file), clock);
        store.handle.execute(SCHEMA);
        return store;
    }

    private static Job.@Nullable Counts counts(ResultSet row) throws SQLException {
        int scans = row.getInt("scans");
        return row.wasNull() ? null : new Job.Counts(scans, row.getInt("slices"), row.getInt("compressed_slices"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(ms);
    }

    synchronized Optional<Job> find(String id) {
        return handle.createQuery("SELECT * FROM jobs WHERE id = ?")
                .bind(0, id)
                .map(JOB)
                .findOne();
    }

    /** The jobs that came last, latest first. */
    synchronized List<Job> latest(int most) {
        return handle.createQuery("SELECT * FROM jobs ORDER BY number DESC LIMIT ?")
                .bind(0, most)
                .map(JOB)
                .list();
    }

    /** Every job there is something to do for, in the order in which they came. */
    synchronized List<Job> active() {
        return handle.createQuery("SELECT * FROM jobs WHERE status IN ('queued', 'running') ORDER BY number")
                .map(JOB)
                .list();
    }

    /** Adds a job that waits; an earlier one of the same id gives way. */
    synchronized Job add(String id, String coder, Receipt receipt) {
        return handle.inTransaction(h -> {
            h.execute("DELETE FROM jobs WHERE id = ?", id);
            h.execute(
                    "INSERT INTO jobs (id, coder, status, instances, unusable, bytes, submitted_ms)"
                            + " VALUES (?, ?, 'queued', ?, ?, ?, ?)",
                    id,
                    coder,
                    receipt.instances(),
                    receipt.unusable(),
                    receipt.bytes(),
                    clock.millis());
            return find(id).orElseThrow();
        });
    }

    /** The job that is next, which now runs; empty for none. */
    synchronized Optional<Job> start(String coder) {
        return handle.inTransaction(h -> {
            Optional<Job> next = h.createQuery("SELECT * FROM jobs WHERE status = 'queued' ORDER BY number LIMIT 1")
                    .map(JOB)
                    .findOne();
            next.ifPresent(job -> h.execute(
                    "UPDATE jobs SET status = 'running', coder = ?, attempts = attempts + 1, started_ms = ? WHERE id = ?",
                    coder,
                    clock.millis(),
                    job.id()));
            return next.flatMap(job -> find(job.id()));
        });
    }

    synchronized void coded(Job job, Job.Counts counts, String remark) {
        handle.execute(
                "UPDATE jobs SET status = 'coded', reason = ?, scans = ?, slices = ?, compressed_slices = ?,"
                        + " finished_ms = ? WHERE id = ?",
                remark,
                counts.scans(),
                counts.slices(),
                counts.compressedSlices(),
                clock.millis(),
                job.id());
    }

    /** Ends a job without results of slices. */
    synchronized void end(Job job, JobStatus status, String reason) {
        handle.execute(
                "UPDATE jobs SET status = ?, reason = ?, finished_ms = ? WHERE id = ?",
                status.word(),
                reason,
                clock.millis(),
                job.id());
    }

    /**
     * Puts a running job back into its place.
     *
     * @param counts whether the attempt counts
     */
    synchronized void putBack(Job job, String reason, boolean counts) {
        handle.execute(
                "UPDATE jobs SET status = 'queued', reason = ?, attempts = ?, started_ms = NULL WHERE id = ?",
                reason,
                job.attempts() - (counts ? 0 : 1),
                job.id());
    }

    synchronized void delete(String id) {
        handle.execute("DELETE FROM jobs WHERE id = ?", id);
    }

    /** Jobs that ended longer ago than that. */
    synchronized List<Job> endedBefore(Duration ago) {
        return handle.createQuery("SELECT * FROM jobs WHERE finished_ms < ? AND status NOT IN ('queued', 'running')")
                .bind(0, clock.millis() - ago.toMillis())
                .map(JOB)
                .list();
    }

    /** Number of jobs by status, each status there. */
    synchronized Map<JobStatus, Integer> counts() {
        Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            counts.put(status, 0);
        }
        handle.createQuery("SELECT status, COUNT(*) FROM jobs GROUP BY status")
                .map((row, context) -> counts.put(JobStatus.of(row.getString(1)), row.getInt(2)))
                .list();
        return counts;
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
