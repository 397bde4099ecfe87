package org.cordscope.web.access;

import java.time.Instant;

/** One browser of one person, from entering to leaving. */
public final class Session {
    private final String id = Secret.fresh();
    private final String csrf = Secret.fresh();
    private volatile Person person;
    private volatile Instant used;

    Session(Person person, Instant now) {
        this.person = person;
        this.used = now;
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
