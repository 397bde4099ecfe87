package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.Adjudication;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.Assignments;
import org.cordscope.labelling.LabelChain;
import org.cordscope.labelling.LabelExport;
import org.cordscope.labelling.LabelRelease;
import org.cordscope.labelling.LockEvents;
import org.cordscope.labelling.RaterPair;
import org.cordscope.labelling.RepeatedScans;
import org.cordscope.web.access.Guard;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.LabelsPage;
import org.cordscope.web.page.Texts;

/** The coordinator's side of labelling: who labels, agreement, freezing, exports. */
final class LabelsRoutes {
    private final Site site;

    LabelsRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/labels", this::page, Permission.COORDINATE);
        routes.post("/labels/assign", this::assign, Permission.COORDINATE);
        routes.post("/labels/unlock", this::unlock, Permission.COORDINATE);
        routes.post("/labels/freeze", this::freeze, Permission.COORDINATE);
        routes.get("/labels/export/{form}", this::export, Permission.COORDINATE);
    }

    private void page(Context context) {
        List<Assignment> assignments = Assignments.of(site.study());
        boolean labelling = assignments.stream().anyMatch(a -> !a.locked());
        List<RaterPair> pairs = site.mayCompare() ? RaterPair.all(site.study()) : List.of();
        long open = labelling
                ? -1
                : Adjudication.of(site.study()).stream()
                        .filter(d -> d.decision() == null)
                        .count();
        context.html(LabelsPage.of(
                site.visitor(context),
                assignments,
                pairs,
                site.mayCompare() ? RepeatedScans.agreement(site.study()) : List.of(),
                LockEvents.of(site.study()),
                open,
                LabelRelease.fresh(site.study()),
                LabelRelease.of(site.study()),
                LabelChain.verify(site.study())));
    }

    private void assign(Context context) {
        String rater = Site.field(context, "rater");
        boolean known = site.accounts().all().stream().anyMatch(a -> a.name().equals(rater));
        if (!known) {
            throw new Refusal(HttpStatus.CONFLICT, Texts.of("labels.assign.unknown", rater));
        }
        ReadingOrder.assign(site, context, rater);
        context.redirect("/labels", HttpStatus.SEE_OTHER);
    }

    private void unlock(Context context) {
        Assignments.unlock(
                site.study(),
                Site.field(context, "rater"),
                Guard.session(context).person().name(),
                Site.field(context, "reason"));
        context.redirect("/labels", HttpStatus.SEE_OTHER);
    }

    private void freeze(Context context) throws IOException {
        LabelRelease.freeze(site.study(), Guard.session(context).person().name());
        context.redirect("/labels", HttpStatus.SEE_OTHER);
    }

    private void export(Context context) throws IOException {
        if (!site.mayCompare()) {
            throw new Refusal(HttpStatus.FORBIDDEN, Texts.of("labels.freeze.wait"));
        }
        String form = context.pathParam("form");
        StringWriter out = new StringWriter();
        write(form, site.study(), out);
        boolean json = form.equals("json");
        context.header("Content-Disposition", "attachment; filename=\"labels-" + form + (json ? ".json\"" : ".csv\""))
                .contentType(json ? "application/json" : "text/csv; charset=utf-8")
                .result(out.toString());
    }

    private static void write(String form, StudyFolder study, StringWriter out) throws IOException {
        switch (form) {
            case "long" -> LabelExport.longTable(study, out);
            case "wide" -> LabelExport.wideTable(study, out);
            case "zero_one" -> LabelExport.zeroOne(study, out);
            case "redcap" -> LabelExport.redcap(study, out);
            case "json" -> LabelExport.json(study, out);
            case "events" -> LabelExport.events(study, out);
            default -> throw Site.notFound();
        }
    }
}
