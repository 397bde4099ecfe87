package org.cordscope.pacs.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cordscope.inference.ScanFinding;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.db}: what became of each study. Every method is one transaction that the disk has when it returns. One process
 * writes, its threads in turn; others may read.
 */
public final class Ledger implements AutoCloseable {
    private static final String ENTRIES = "SELECT *, (SELECT group_concat(destination, ' ') FROM deliveries"
            + " WHERE entry_id = entries.id) AS delivered FROM entries";

    private static final RowMapper<LedgerEntry> ENTRY = (row, context) -> new LedgerEntry(
            row.getLong("id"),
            row.getString("study_uid"),
            row.getString("state"),
            row.getString("coder"),
            Status.of(row.getString("status")),
            row.getString("reason"),
            coding(row),
            row.getInt("events"),
            row.getInt("attempts"),
            Objects.requireNonNullElse(row.getString("delivered"), ""),
            instant(row, "next_try_ms"),
            Instant.ofEpochMilli(row.getLong("received_ms")),
            instant(row, "coded_ms"),
            instant(row, "returned_ms"));

    private final Handle handle;
    private final Clock clock;

    private Ledger(Handle handle, Clock clock) {
        this.handle = handle;
        this.clock = clock;
    }

    /** Opens the ledger, or makes an empty one that only its owner may read. */
    static Ledger open(Path file, Clock clock) throws IOException {
        return new Ledger(LedgerFile.open(file), clock);
    }

    /**
     * Opens a ledger that is there, to read it.
     *
     * @throws org.cordscope.study.UserFacingException where an earlier version has written it and none since has opened it to
     *     write
     */
    public static Ledger read(Path file, Clock clock) {
        return new Ledger(LedgerFile.read(file), clock);
    }

    private static LedgerEntry.@Nullable Coding coding(ResultSet row) throws SQLException {
        String series = row.getString("series_uid");
        return series == null
                ? null
                : new LedgerEntry.Coding(
                        series,
                        row.getInt("slices"),
                        row.getInt("compressed_slices"),
                        row.getInt("longest_run"),
                        row.getDouble("max_probability"),
                        (Double) row.getObject("max_calibrated"),
                        row.getInt("not_judged_slices"),
                        row.getInt("unreadable_slices"),
                        finding(row));
    }

    /** Versions that kept none knew no threshold of scans. */
    private static ScanFinding finding(ResultSet row) throws SQLException {
        String kept = row.getString("finding");
        if (kept != null) {
            return ScanFinding.of(kept);
        }
        boolean judged = 2 * row.getInt("not_judged_slices") <= row.getInt("slices");
        return row.getInt("compressed_slices") > 0
                ? ScanFinding.PRESENT
                : judged ? ScanFinding.ABSENT : ScanFinding.NOT_JUDGED;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(ms);
    }

    /** Where a feed was; empty for its beginning. */
    synchronized Optional<String> position(String feed) {
        return handle.createQuery("SELECT position FROM cursor WHERE feed = ?")
                .bind(0, feed)
                .mapTo(String.class)
                .findOne();
    }

    /** Lets a feed that has no position yet begin at this one. */
    public synchronized void beginAt(String feed, String position) {
        handle.execute("INSERT OR IGNORE INTO cursor VALUES (?, ?)", feed, position);
    }

    /** Notes studies as received and the feed's new position, both or neither: nothing between them can be lost. */
    synchronized void receive(Collection<String> studyUids, String coder, String feed, String position) {
        handle.useTransaction(h -> {
            for (String study : studyUids) {
                h.execute(
                        "INSERT INTO entries (study_uid, coder, status, received_ms) VALUES (?, ?, 'received', ?)"
                                + " ON CONFLICT (study_uid, coder) WHERE state IS NULL DO UPDATE SET"
                                + " events = events + 1, status = 'received', attempts = 0, next_try_ms = NULL",
                        study,
                        coder,
                        clock.millis());
            }
            h.execute("INSERT OR REPLACE INTO cursor VALUES (?, ?)", feed, position);
        });
    }

    /** The next entries of this coder that there is something to do for, a few at most; empty for none at this time. */
    synchronized List<LedgerEntry> due(String coder, Duration longestWait, int most) {
        long now = clock.millis();
        return handle.createQuery(ENTRIES + " WHERE coder = :coder AND status IN"
                        + " ('received', 'coded', 'failed') AND (next_try_ms IS NULL OR next_try_ms <= :now"
                        + " OR next_try_ms > :never) ORDER BY COALESCE(next_try_ms, received_ms), id LIMIT :most")
                .bind("coder", coder)
                .bind("now", now)
                .bind("never", now + 2 * longestWait.toMillis()) // the clock was put back
                .bind("most", most)
                .map(ENTRY)
                .list();
    }

    /**
     * Says which images a study had when it was looked at.
     *
     * @return false where the same images have an entry already: this one is then counted there and is gone
     */
    synchronized boolean identify(LedgerEntry entry, String state) {
        return handle.inTransaction(h -> {
            int same = h.execute(
                    "UPDATE entries SET events = events + ? WHERE study_uid = ? AND coder = ? AND state = ? AND id <> ?",
                    entry.events(),
                    entry.studyUid(),
                    entry.coder(),
                    state,
                    entry.id());
            if (same > 0) {
                h.execute("DELETE FROM entries WHERE id = ?", entry.id());
            } else {
                h.execute("UPDATE entries SET state = ? WHERE id = ?", state, entry.id());
            }
            return same == 0;
        });
    }

    synchronized void ineligible(LedgerEntry entry, String reason) {
        handle.execute(
                "UPDATE entries SET status = 'ineligible', reason = ?, attempts = 0, next_try_ms = NULL WHERE id = ?",
                reason,
                entry.id());
    }

    synchronized void coded(LedgerEntry entry, LedgerEntry.Coding coding, String remark) {
        handle.execute(
                "UPDATE entries SET status = 'coded', reason = ?, remark = ?, series_uid = ?, slices = ?, compressed_slices = ?,"
                        + " longest_run = ?, max_probability = ?, max_calibrated = ?, not_judged_slices = ?,"
                        + " unreadable_slices = ?, finding = ?, coded_ms = ?, attempts = 0,"
                        + " next_try_ms = NULL WHERE id = ?",
                remark,
                remark,
                coding.seriesUid(),
                coding.slices(),
                coding.compressedSlices(),
                coding.longestRun(),
                coding.maxProbability(),
                coding.maxCalibrated(),
                coding.notJudged(),
                coding.unreadable(),
                coding.finding().word(),
                clock.millis(),
                entry.id());
    }

    /** Notes that a destination has the results of an entry. */
    synchronized void delivered(LedgerEntry entry, String destination) {
        handle.execute("INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)", entry.id(), destination, clock.millis());
    }

    synchronized void returned(LedgerEntry entry) {
        handle.execute(
                "UPDATE entries SET status = 'returned', reason = remark, returned_ms = ?, attempts = 0,"
                        + " next_try_ms = NULL WHERE id = ?",
                clock.millis(),
                entry.id());
    }

    /** Looks again later; nothing has failed. */
    synchronized void postpone(LedgerEntry entry, String reason, Duration wait) {
        handle.execute(
                "UPDATE entries SET reason = ?, next_try_ms = ? WHERE id = ?",
                reason,
                clock.millis() + wait.toMillis(),
                entry.id());
    }

    /** A coded entry keeps its results and is only sent again; another one begins anew. */
    synchronized void failed(LedgerEntry entry, String reason, Duration wait) {
        String status = entry.status() == Status.CODED ? "coded" : "failed";
        handle.execute(
                "UPDATE entries SET status = ?, reason = ?, attempts = attempts + 1, next_try_ms = ? WHERE id = ?",
                status,
                reason,
                clock.millis() + wait.toMillis(),
                entry.id());
    }

    synchronized void giveUp(LedgerEntry entry, String reason) {
        handle.execute(
                "UPDATE entries SET status = 'given_up', reason = ?, attempts = attempts + 1, next_try_ms = NULL"
                        + " WHERE id = ?",
                reason,
                entry.id());
    }

    /** Begins an entry anew: its results are gone. */
    synchronized void restart(LedgerEntry entry, String reason) {
        handle.execute(
                "UPDATE entries SET status = 'received', reason = ?, next_try_ms = NULL WHERE id = ?",
                reason,
                entry.id());
    }

    /** Gives every entry that was given up another chance. */
    public synchronized int retryGivenUp(String coder) {
        return handle.execute(
                "UPDATE entries SET status = CASE WHEN coded_ms IS NULL THEN 'received' ELSE 'coded' END, attempts = 0"
                        + " WHERE status = 'given_up' AND coder = ?",
                coder);
    }

    /** All entries in the order in which they came. */
    public synchronized List<LedgerEntry> entries() {
        return handle.createQuery(ENTRIES + " ORDER BY id").map(ENTRY).list();
    }

    /**
     * Remembers how many instances a study has, for archives that do not say when a study is complete.
     *
     * @return whether the number has been the same for as long as {@code settled}, and this was not said before
     */
    synchronized boolean hasSettled(String studyUid, int instances, Duration settled) {
        long now = clock.millis();
        return handle.inTransaction(h -> {
            boolean same =
                    h.createQuery("SELECT COUNT(*) FROM sizes WHERE study_uid = ? AND instances = ? AND since_ms <= ?")
                                    .bind(0, studyUid)
                                    .bind(1, instances)
                                    .bind(2, now)
                                    .mapTo(Integer.class)
                                    .one()
                            > 0;
            if (!same) {
                h.execute(
                        "INSERT INTO sizes VALUES (?, ?, ?, 0) ON CONFLICT (study_uid) DO UPDATE SET"
                                + " since_ms = CASE WHEN instances = excluded.instances THEN MIN(since_ms, excluded.since_ms)"
                                + " ELSE excluded.since_ms END, noticed = CASE WHEN instances = excluded.instances THEN noticed"
                                + " ELSE 0 END, instances = excluded.instances",
                        studyUid,
                        instances,
                        now);
            }
            return h.createQuery("SELECT COUNT(*) FROM sizes WHERE study_uid = ? AND noticed = 0 AND since_ms <= ?")
                            .bind(0, studyUid)
                            .bind(1, now - settled.toMillis())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
        });
    }

    /** The entries of these studies are written: they need not be said to have settled again at this size. */
    synchronized void noticed(Collection<String> studyUids) {
        handle.useTransaction(
                h -> studyUids.forEach(study -> h.execute("UPDATE sizes SET noticed = 1 WHERE study_uid = ?", study)));
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
