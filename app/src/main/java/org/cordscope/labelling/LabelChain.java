package org.cordscope.labelling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.provenance.Sha256;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain over label events: each hash is SHA-256 over the hash before and the event's fields, so that no event can be
 * changed, taken out or put in without every later hash showing it. That the last events are all there is known from the
 * hashes that locks and releases have written down.
 */
public final class LabelChain {
    /** Fields in the order in which they are hashed. */
    private static final List<String> FIELDS = List.of(
            "event",
            "rater",
            "sop_uid",
            "frame",
            "kind",
            "old_label",
            "new_label",
            "kang_grade",
            "extent",
            "confidence",
            "reason",
            "ms_on_image",
            "client_version",
            "client_event",
            "at_utc",
            "origin");

    /**
     * Fields that came later, with the value that says nothing: hashed with their names, and only where they say something, so
     * that the hashes of all events before them hold.
     */
    private static final Map<String, String> LATER_FIELDS = new TreeMap<>(Map.of("reading", "1", "level", ""));

    private static final String EVENTS = "SELECT " + String.join(", ", FIELDS)
            + ", reading, level, hash FROM label_events WHERE event > :after ORDER BY event";
    private static final String START = "";
    private static final char BETWEEN_FIELDS = 0x1f;

    private LabelChain() {}

    /**
     * What a check of the chain found.
     *
     * @param events in the store
     * @param withoutHash older events than the first hash, which that hash covers
     * @param head hash of the last event; empty without events
     * @param problem in one sentence, where the chain is broken
     */
    public record Check(long events, long withoutHash, String head, Optional<String> problem) {}

    /** Computes every hash anew and compares; also with the hashes of locks and releases. */
    public static Check verify(StudyFolder study) {
        return study.catalogue().jdbi().inTransaction(LabelChain::verify);
    }

    private static Check verify(Handle handle) {
        Walk walk = new Walk(START);
        List<String> noted = handle.createQuery("SELECT locked_hash FROM assignments WHERE locked_hash IS NOT NULL"
                        + " UNION SELECT chain_hash FROM lock_events UNION SELECT chain_hash FROM label_releases")
                .mapTo(String.class)
                .list();
        Set<String> missing = new HashSet<>(noted);
        missing.remove(START);
        try (var rows = handle.createQuery(EVENTS).bind("after", 0).map((row, context) -> walk.step(row)).stream()) {
            rows.forEach(missing::remove);
        }
        Optional<String> problem = walk.problem();
        if (problem.isEmpty() && !missing.isEmpty()) {
            problem = Optional.of("A lock or a release names a state of the labels that is no longer there.");
        }
        if (problem.isEmpty() && !LockEvents.isWhole(handle)) {
            problem = Optional.of("An event of locking or unlocking was changed, taken out or put in.");
        }
        return new Check(walk.events, walk.withoutHash, walk.hash, problem);
    }

    /** Hash of the last event; old events without one are hashed on the way. */
    static String head(Handle handle) {
        Optional<Anchor> last = handle.createQuery(
                        "SELECT event, hash FROM label_events WHERE hash <> '' ORDER BY event DESC LIMIT 1")
                .map((row, context) -> new Anchor(row.getLong(1), row.getString(2)))
                .findOne();
        Walk walk = new Walk(last.map(Anchor::hash).orElse(START));
        handle.createQuery(EVENTS)
                .bind("after", last.map(Anchor::event).orElse(0L))
                .map((row, context) -> walk.step(row))
                .list();
        return walk.hash;
    }

    private record Anchor(long event, String hash) {}

    /** What is hashed of an event, from its columns. */
    static List<String> texts(Map<String, ? extends @Nullable Object> row) {
        List<String> texts = new ArrayList<>();
        for (String field : FIELDS) {
            texts.add(Objects.toString(row.get(field), ""));
        }
        LATER_FIELDS.forEach((field, nothing) -> {
            String value = Objects.toString(row.get(field), "");
            if (!value.equals(nothing)) {
                texts.add(field + " " + value);
            }
        });
        return texts;
    }

    static String next(String before, List<String> fields) {
        StringBuilder text = new StringBuilder(before);
        for (String field : fields) {
            text.append(BETWEEN_FIELDS).append(field);
        }
        return Sha256.ofText(text.toString());
    }

    /** From one event to the next. */
    private static final class Walk {
        private String hash;
        private long events;
        private long withoutHash;
        private long brokenAt;

        Walk(String start) {
            this.hash = start;
        }

        String step(ResultSet row) throws SQLException {
            Map<String, @Nullable Object> fields = new HashMap<>();
            for (String field : FIELDS) {
                fields.put(field, row.getString(field));
            }
            for (String field : LATER_FIELDS.keySet()) {
                fields.put(field, row.getString(field));
            }
            hash = next(hash, texts(fields));
            String stored = row.getString("hash");
            long event = row.getLong("event");
            events++;
            boolean unhashed = stored.isEmpty() && events == withoutHash + 1;
            withoutHash += unhashed ? 1 : 0;
            if (brokenAt == 0 && (event != events || (!unhashed && !stored.equals(hash)))) {
                brokenAt = event;
            }
            return hash;
        }

        Optional<String> problem() {
            return brokenAt == 0
                    ? Optional.empty()
                    : Optional.of("The chain is broken at label event " + brokenAt
                            + ": it, or one before it, was changed, taken out or put in.");
        }
    }
}
