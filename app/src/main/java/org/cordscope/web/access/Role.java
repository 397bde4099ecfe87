package org.cordscope.web.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an account is for. A rater and an adjudicator see no model's output before the labels are final. */
public enum Role {
    RATER(Permission.LABEL),
    ADJUDICATOR(Permission.ADJUDICATE),
    COORDINATOR(Permission.COORDINATE, Permission.SEE_MODEL),
    ADMIN(Permission.COORDINATE, Permission.SEE_MODEL, Permission.ADMINISTER),
    /** The one user of a server without accounts, who owns the files; blinded only while reading in a rater's name. */
    OWNER(Permission.ADJUDICATE, Permission.COORDINATE, Permission.SEE_MODEL, Permission.READ_AS);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        EnumSet<Permission> all = EnumSet.of(Permission.ANYBODY, Permission.SIGNED_IN);
        all.addAll(Set.of(permissions));
        this.permissions = Set.copyOf(all);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The role of a word, in any case. */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
