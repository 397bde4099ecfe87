package org.cordscope.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Open sessions, in memory: a restarted server asks everybody to sign in again. Only the server ever names a session. */
public final class Sessions {
    private static final Duration IDLE = Duration.ofHours(8);

    /** How long a session outlives an account that another process has changed. */
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Clock clock;
    private final UnaryOperator<String> standing;

    /** @param standing what holds of an account by its name, and changes with its password and role */
    public Sessions(Clock clock, UnaryOperator<String> standing) {
        this.clock = clock;
        this.standing = standing;
    }

    /** A new session under a new name, whatever the browser had before. */
    public Session open(Person person) {
        Instant now = clock.instant();
        byId.values().removeIf(session -> isStale(session, now));
        Session session = new Session(person, standing(person), now);
        byId.put(session.id(), session);
        return session;
    }

    /** The session of this name, where there is one that was used in the last hours. */
    Optional<Session> find(@Nullable String id) {
        Session session = id == null ? null : byId.get(id);
        Instant now = clock.instant();
        if (session == null || isStale(session, now)) {
            return Optional.empty();
        }
        if (session.confirmed().plus(TRUSTED).isBefore(now)) {
            if (!session.standing().equals(standing(session.person()))) {
                close(session);
                return Optional.empty();
            }
            session.confirm(now);
        }
        session.touch(now);
        return Optional.of(session);
    }

    private String standing(Person person) {
        return person.role() == Role.OWNER ? "" : standing.apply(person.name());
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
