package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cordscope.pacs.watch.Ledger;
import org.cordscope.pacs.watch.StateFolder;
import org.cordscope.pacs.watch.Triage;
import org.cordscope.web.access.Permission;
import org.cordscope.web.page.WorklistPage;

/** What a watch has found of an archive's studies, as a list to read from the top. */
final class WorklistRoutes {
    private static final String SECONDS = "30";

    private final Site site;
    private final Path state;

    /** @param state folder of the watch */
    WorklistRoutes(Site site, Path state) {
        this.site = site;
        this.state = state;
    }

    void register(RoutesConfig routes) {
        routes.get("/worklist", this::worklist, Permission.SEE_MODEL);
    }

    private void worklist(Context context) {
        Path file = StateFolder.ledger(state);
        List<Triage.Item> items = List.of();
        if (Files.exists(file)) {
            try (Ledger ledger = Ledger.read(file, site.study().clock())) {
                items = Triage.of(ledger.entries());
            }
        }
        context.header("Refresh", SECONDS);
        context.html(WorklistPage.of(
                site.visitor(context), items, site.study().clock().instant()));
    }
}
