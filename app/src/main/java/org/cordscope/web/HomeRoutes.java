package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.cordscope.cohort.Flow;
import org.cordscope.labelling.Assignments;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.web.access.Permission;
import org.cordscope.web.page.Directions;
import org.cordscope.web.page.HelpPage;
import org.cordscope.web.page.HomePage;

/** The study at a glance, and help. */
final class HomeRoutes {
    private final Site site;

    HomeRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/", this::home, Permission.SIGNED_IN);
        routes.get(
                "/help",
                context -> context.html(HelpPage.of(site.visitor(context), Directions.of(site.study()))),
                Permission.SIGNED_IN);
    }

    private void home(Context context) throws IOException {
        context.html(HomePage.of(
                site.visitor(context),
                Flow.of(site.study()),
                Assignments.of(site.study()),
                LabelRelease.of(site.study()),
                RunFolders.names(site.study()),
                RunFolders.report(site.study()).isPresent()));
    }
}
