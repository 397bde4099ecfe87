package org.cordscope.web.access;

import java.time.Instant;

/** One browser of one person, from entering to leaving. */
public final class Session {
    private final String id = Secret.fresh();
    private final String csrf = Secret.fresh();
    private final String standing;
    private volatile Person person;
    private volatile Instant used;
    private volatile Instant confirmed;

    /** @param standing what held of the account when the session was opened */
    Session(Person person, String standing, Instant now) {
        this.person = person;
        this.standing = standing;
        this.used = now;
        this.confirmed = now;
    }

    String standing() {
        return standing;
    }

    /** When the account last held what it held at first. */
    Instant confirmed() {
        return confirmed;
    }

    void confirm(Instant now) {
        confirmed = now;
    }

    String id() {
        return id;
    }

    /** What every request that changes something must carry, and no other site can know. */
    public String csrf() {
        return csrf;
    }

    public Person person() {
        return person;
    }

    /** The owner starts or stops reading in a rater's name. */
    public void become(Person now) {
        person = now;
    }

    Instant used() {
        return used;
    }

    void touch(Instant now) {
        used = now;
    }
}
