package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.labelling.Adjudication;
import org.cordscope.labelling.Answer;
import org.cordscope.labelling.Disagreement;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.page.AdjudicatePage;
import org.cordscope.web.page.Layout;
import org.jspecify.annotations.Nullable;

/** Disagreements, side by side and without names, after all raters have locked. */
final class AdjudicationRoutes {

    private final Site site;

    AdjudicationRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/adjudicate", this::page, Permission.ADJUDICATE);
        routes.get("/api/adjudicate", this::list, Permission.ADJUDICATE);
        routes.post("/api/adjudicate", this::decide, Permission.ADJUDICATE);
    }

    private void page(Context context) {
        context.html(AdjudicatePage.of(site.visitor(context), site.study()));
    }

    private void list(Context context) {
        List<Map<String, @Nullable Object>> rows = Adjudication.of(site.study()).stream()
                .map(AdjudicationRoutes::row)
                .toList();
        context.contentType("application/json").result(Layout.json(Map.of("disagreements", rows)));
    }

    private static Map<String, @Nullable Object> row(Disagreement d) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", Site.name(d.slice()));
        row.put("scan", d.scan());
        row.put("index", d.sliceIndex());
        row.put("answers", d.answers().stream().map(Answer::words).toList());
        row.put("marks", d.answers().stream().map(a -> mark(a, d.graded())).toList());
        Answer decision = d.decision();
        row.put("graded", d.graded());
        row.put("decision", decision == null ? null : decision.kind().name());
        row.put("kangGrade", decision == null ? null : decision.kangGrade());
        row.put("reason", d.reason());
        return row;
    }

    private static String mark(Answer answer, boolean graded) {
        return graded && answer.kangGrade() != null ? answer.kangGrade().toString() : answer.mark();
    }

    /** What the adjudicator's screen sends. */
    record Decision(
            String slice, Answer.Kind kind, @Nullable Integer kangGrade, String reason) {}

    private void decide(Context context) throws IOException {
        Decision decision = Site.body(context, Decision.class);
        Adjudication.decide(
                site.study(),
                Guard.session(context).person().name(),
                Site.slice(decision.slice()),
                new Answer(decision.kind(), decision.kangGrade(), null, Answer.Confidence.SURE),
                decision.reason());
        context.contentType("application/json").result("{}");
    }
}
