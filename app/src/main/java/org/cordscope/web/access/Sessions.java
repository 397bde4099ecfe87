package org.cordscope.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Open sessions, in memory: a restarted server asks everybody to sign in again. Only the server ever names a session. */
public final class Sessions {
    private static final Duration IDLE = Duration.ofHours(8);

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Clock clock;

    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** A new session under a new name, whatever the browser had before. */
    public Session open(Person person) {
        Instant now = clock.instant();
        byId.values().removeIf(session -> isStale(session, now));
        Session session = new Session(person, now);
        byId.put(session.id(), session);
        return session;
    }

    /** The session of this name, where there is one that was used in the last hours. */
    Optional<Session> find(@Nullable String id) {
        Session session = id == null ? null : byId.get(id);
        if (session == null || isStale(session, clock.instant())) {
            return Optional.empty();
        }
        session.touch(clock.instant());
        return Optional.of(session);
    }

    public void close(Session session) {
        byId.remove(session.id());
    }

    /** Ends all sessions of an account whose password or role has changed. */
    public void closeAllOf(String account) {
        byId.values()
                .removeIf(s ->
                        s.person().role() != Role.OWNER && s.person().name().equals(account));
    }

    private static boolean isStale(Session session, Instant now) {
        return session.used().plus(IDLE).isBefore(now);
    }
}
