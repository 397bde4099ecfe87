package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.access.Role;
import org.cordscope.web.access.Sessions;
import org.cordscope.web.page.AccountsPage;
import org.cordscope.web.page.Texts;

/** Accounts of a team, for its administrators. */
final class AccountRoutes {
    private final Site site;
    private final Sessions sessions;

    AccountRoutes(Site site, Sessions sessions) {
        this.site = site;
        this.sessions = sessions;
    }

    void register(RoutesConfig routes) {
        routes.get("/accounts", this::page, Permission.ADMINISTER);
        routes.post("/accounts", this::put, Permission.ADMINISTER);
        routes.post("/accounts/remove", this::remove, Permission.ADMINISTER);
    }

    private void page(Context context) {
        context.html(AccountsPage.of(site.visitor(context), site.accounts().all()));
    }

    private void put(Context context) {
        String name = Site.field(context, "name");
        Role role = Role.of(Site.field(context, "role"));
        String password = Optional.ofNullable(context.formParam("password")).orElse("");
        refuseSelf(context, name);
        site.accounts().put(name, role, password);
        sessions.closeAllOf(name);
        context.redirect("/accounts", HttpStatus.SEE_OTHER);
    }

    private void remove(Context context) {
        String name = Site.field(context, "name");
        refuseSelf(context, name);
        site.accounts().remove(name);
        sessions.closeAllOf(name);
        context.redirect("/accounts", HttpStatus.SEE_OTHER);
    }

    /** An administrator cannot lock everybody out. */
    private static void refuseSelf(Context context, String name) {
        if (name.equals(Guard.session(context).person().name())) {
            throw new Refusal(HttpStatus.CONFLICT, Texts.of("accounts.self"));
        }
    }
}
