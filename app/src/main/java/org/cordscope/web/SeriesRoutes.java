package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import org.cordscope.cohort.ImportRequest;
import org.cordscope.cohort.Importing;
import org.cordscope.cohort.SeriesChoices;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.cohort.SeriesList;
import org.cordscope.cohort.SeriesOverride;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.study.Progress;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.SeriesPage;
import org.cordscope.web.page.Texts;

/** Every study's series with the evidence on each, and the choice of another one by hand: what {@code import --choose} does. */
final class SeriesRoutes {
    private final Site site;

    SeriesRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/series", this::page, Permission.COORDINATE);
        routes.post("/series/choose", this::choose, Permission.COORDINATE);
    }

    private void page(Context context) {
        List<SeriesEvidence> series = SeriesList.of(site.study());
        String scan = context.queryParam("scan");
        String study = scan == null ? null : studyOf(series, scan);
        context.html(SeriesPage.of(
                site.visitor(context),
                study == null
                        ? series
                        : series.stream()
                                .filter(s -> s.studyUid().equals(study))
                                .toList(),
                SeriesChoices.of(site.study()).stream()
                        .filter(e -> study == null || e.studyUid().equals(study))
                        .toList(),
                study != null));
    }

    private static String studyOf(List<SeriesEvidence> series, String scan) {
        return series.stream()
                .filter(s -> s.chosen() && s.name().equals(scan))
                .map(SeriesEvidence::studyUid)
                .findFirst()
                .orElseThrow(Site::notFound);
    }

    /** One at a time: each is a small import. */
    private synchronized void choose(Context context) throws IOException {
        String uid = Site.field(context, "series");
        String reason = Site.field(context, "reason");
        find(uid);
        if (reason.isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, Texts.of("series.noreason"));
        }
        SeriesOverride override =
                new SeriesOverride(uid, Guard.session(context).person().name(), reason);
        Importing.run(site.study(), ImportRequest.of().withChosen(override), SeriesRules.defaults(), Progress.NONE);
        SeriesEvidence now = find(uid);
        if (!now.chosen()) {
            throw new Refusal(HttpStatus.CONFLICT, Texts.of("series.unusable", now.reason()));
        }
        context.redirect("/series?scan=" + now.name(), HttpStatus.SEE_OTHER);
    }

    private SeriesEvidence find(String uid) {
        return SeriesList.of(site.study()).stream()
                .filter(s -> s.seriesUid().equals(uid))
                .findFirst()
                .orElseThrow(() -> new Refusal(HttpStatus.BAD_REQUEST, Texts.of("series.none")));
    }
}
