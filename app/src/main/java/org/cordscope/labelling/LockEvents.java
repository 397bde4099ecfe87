package org.cordscope.labelling;

import java.time.Instant;
import java.util.List;
import org.cordscope.cohort.StudyFolder;
import org.jdbi.v3.core.Handle;

/** What happened to raters' locks: only ever added, each event bound to those before it by its hash. */
public final class LockEvents {
    /**
     * One event.
     *
     * @param by who locked or unlocked
     * @param reason why, of an unlocking; else empty
     */
    public record LockEvent(String rater, boolean locked, String by, String reason, Instant at) {}

    private record Stored(LockEvent event, String chainHash, String hash) {}

    private LockEvents() {}

    /** All, the oldest first. */
    public static List<LockEvent> of(StudyFolder study) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> read(handle).stream().map(Stored::event).toList());
    }

    private static List<Stored> read(Handle handle) {
        return handle.createQuery("SELECT rater, kind, done_by, reason, at_utc, chain_hash, hash FROM lock_events"
                        + " ORDER BY event")
                .map((row, context) -> new Stored(
                        new LockEvent(
                                row.getString("rater"),
                                row.getString("kind").equals("locked"),
                                row.getString("done_by"),
                                row.getString("reason"),
                                Instant.parse(row.getString("at_utc"))),
                        row.getString("chain_hash"),
                        row.getString("hash")))
                .list();
    }

    /** @return hash of the last label event, which the lock covers */
    static String append(Handle handle, LockEvent event) {
        List<Stored> before = read(handle);
        String chain = LabelChain.head(handle);
        String last = before.isEmpty() ? "" : before.get(before.size() - 1).hash();
        handle.createUpdate("INSERT INTO lock_events (event, rater, kind, done_by, reason, at_utc, chain_hash, hash)"
                        + " VALUES (:event, :rater, :kind, :by, :reason, :at, :chain, :hash)")
                .bind("event", before.size() + 1)
                .bind("rater", event.rater())
                .bind("kind", kind(event))
                .bind("by", event.by())
                .bind("reason", event.reason())
                .bind("at", event.at().toString())
                .bind("chain", chain)
                .bind("hash", hash(last, event, chain))
                .execute();
        return chain;
    }

    /** Computes every hash anew and compares. */
    static boolean isWhole(Handle handle) {
        String last = "";
        for (Stored stored : read(handle)) {
            last = hash(last, stored.event(), stored.chainHash());
            if (!last.equals(stored.hash())) {
                return false;
            }
        }
        return true;
    }

    private static String kind(LockEvent event) {
        return event.locked() ? "locked" : "unlocked";
    }

    private static String hash(String before, LockEvent event, String chain) {
        return LabelChain.next(
                before,
                List.of(
                        event.rater(),
                        kind(event),
                        event.by(),
                        event.reason(),
                        event.at().toString(),
                        chain));
    }
}
