package org.cordscope.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.SliceKey;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Person;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.access.Session;
import org.cordscope.web.page.Visitor;
import org.cordscope.web.pixels.SliceSource;
import org.jspecify.annotations.Nullable;

/** What all routes share. */
record Site(StudyFolder study, Guard guard, Accounts accounts, SliceSource slices, boolean team, boolean worklist) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

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
        return new Visitor(study.settings().name(), person, session.csrf(), permissions, team, worklist);
    }

    /** In whose name the person labels. */
    static String rater(Context context) {
        return Guard.session(context)
                .person()
                .rater()
                .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "You do not label in this study."));
    }

    /** The JSON that a script has sent. */
    static <T> T body(Context context, Class<T> type) throws IOException {
        @Nullable T body = JSON.readValue(context.bodyAsBytes(), type);
        if (body == null) {
            throw new IllegalArgumentException("the request says nothing");
        }
        return body;
    }

    /** A field of a form, without blanks around it. */
    static String field(Context context, String name) {
        String value = context.formParam(name);
        if (value == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The form is incomplete.");
        }
        return value.strip();
    }

    /** A slice by the name that scripts use: its UID, a slash, its frame. */
    static SliceKey slice(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 1 || !name.substring(slash + 1).matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("a slice is named UID/frame");
        }
        return new SliceKey(name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)));
    }

    static String name(SliceKey key) {
        return key.sopInstanceUid() + "/" + key.frame();
    }

    static Refusal notFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "There is no such page.");
    }
}
