package org.cordscope.web.page;

import java.util.Optional;
import java.util.Set;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Person;

/**
 * For whom a page is made.
 *
 * @param csrf token that the page's forms and scripts send back
 * @param permissions what the person may do in the state in which the study is
 * @param team whether the server has accounts
 * @param worklist whether the server shows the list of a watch
 */
public record Visitor(
        String study, Person person, String csrf, Set<Permission> permissions, boolean team, boolean worklist) {
    public Visitor {
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public Optional<String> rater() {
        return person.rater();
    }
}
