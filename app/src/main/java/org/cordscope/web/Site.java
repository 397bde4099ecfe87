package org.cordscope.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.Set;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Person;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.access.Session;
import org.cordscope.web.page.Visitor;
import org.cordscope.web.pixels.SliceSource;

/** What all routes share. */
record Site(StudyFolder study, Guard guard, Accounts accounts, SliceSource slices, boolean team) {

    /** Who asks; only for routes that ask for a permission. */
    Visitor visitor(Context context) {
        Session session = Guard.session(context);
        Person person = session.person();
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (guard.allows(person, permission)) {
                permissions.add(permission);
            }
        }
        return new Visitor(study.settings().name(), person, session.csrf(), permissions, team);
    }

    /** In whose name the person labels. */
    static String rater(Context context) {
        return Guard.session(context)
                .person()
                .rater()
                .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "You do not label in this study."));
    }

    /** A field of a form, without blanks around it. */
    static String field(Context context, String name) {
        String value = context.formParam(name);
        if (value == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The form is incomplete.");
        }
        return value.strip();
    }

    static Refusal notFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "There is no such page.");
    }
}
