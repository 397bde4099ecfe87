package org.cordscope.web.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a session.
 *
 * @param name of the account; {@code owner} without accounts
 * @param readsAs rater in whose name the owner reads; null while the owner does not
 */
public record Person(String name, Role role, @Nullable String readsAs) {
    /** The user of a server without accounts. */
    public static final Person OWNER = new Person("owner", Role.OWNER, null);

    public Person {
        if (readsAs != null && role != Role.OWNER) {
            throw new IllegalArgumentException("only the owner reads in another's name");
        }
    }

    public static Person of(String name, Role role) {
        return new Person(name, role, null);
    }

    /** The owner, from now on as a rater and no more than a rater. */
    public Person reading(String rater) {
        return new Person(name, role, rater);
    }

    /** In whose name this person labels, empty where the person does not. */
    public Optional<String> rater() {
        return readsAs != null ? Optional.of(readsAs) : role == Role.RATER ? Optional.of(name) : Optional.empty();
    }

    /** Whether the role allows it; what depends on the state of the study, the guard decides. */
    public boolean may(Permission permission) {
        if (readsAs != null) {
            return permission == Permission.READ_AS || Role.RATER.may(permission);
        }
        return role.may(permission);
    }

    /** True for those who make labels, who see no model's output before these are final. */
    public boolean blinded() {
        return readsAs != null || role == Role.RATER || role == Role.ADJUDICATOR;
    }
}
