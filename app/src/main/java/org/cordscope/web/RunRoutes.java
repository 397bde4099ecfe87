package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.RunPages;
import org.cordscope.web.page.Texts;
import org.cordscope.web.pixels.MapSource;

/** Runs, their curves, what their models say of slices, and the report: for those who may see a model's output. */
final class RunRoutes {
    private static final String FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";
    private static final String REPORT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; frame-ancestors"
                    + " 'none'";

    private final Site site;
    private final MapSource maps;

    RunRoutes(Site site, MapSource maps) {
        this.site = site;
        this.maps = maps;
    }

    void register(RoutesConfig routes) {
        routes.get("/runs", this::list, Permission.SEE_MODEL);
        routes.get("/runs/{run}", this::run, Permission.SEE_MODEL);
        routes.get("/runs/{run}/training.svg", this::curves, Permission.SEE_MODEL);
        routes.get("/read", this::read, Permission.SEE_MODEL);
        routes.get("/api/runs/{run}/reading", this::reading, Permission.SEE_MODEL);
        routes.get("/api/runs/{run}/maps/{sop}/{frame}", this::map, Permission.SEE_MODEL);
        routes.get("/report", this::report, Permission.SEE_MODEL);
    }

    private void list(Context context) throws IOException {
        List<RunPages.Run> runs = new ArrayList<>();
        for (String name : RunFolders.names(site.study())) {
            runs.add(describe(name));
        }
        boolean hasReport = RunFolders.report(site.study()).isPresent();
        context.html(RunPages.list(site.visitor(context), runs, hasReport));
    }

    private RunPages.Run describe(String name) throws IOException {
        Path folder = RunFolders.folder(site.study(), name);
        return new RunPages.Run(name, RunFolders.epochs(folder), Files.exists(RunFolders.predictions(folder)));
    }

    private void run(Context context) throws IOException {
        String name = context.pathParam("run");
        Path folder = RunFolders.folder(site.study(), name);
        String config = Files.readString(folder.resolve("config.yaml"));
        context.html(RunPages.run(site.visitor(context), describe(name), config));
    }

    private void curves(Context context) throws IOException {
        Path folder = RunFolders.folder(site.study(), context.pathParam("run"));
        Figure figure = TrainingFigure.of(RunFolders.epochs(folder)).orElseThrow(Site::notFound);
        context.header("Content-Security-Policy", FIGURE_POLICY)
                .contentType("image/svg+xml")
                .result(figure.standalone());
    }

    private void read(Context context) throws IOException {
        List<String> scored = RunFolders.scored(site.study());
        String asked = context.queryParam("run");
        Optional<String> run = asked == null
                ? scored.stream().findFirst()
                : scored.stream().filter(asked::equals).findFirst();
        if (asked != null && run.isEmpty()) {
            throw Site.notFound();
        }
        context.html(RunPages.read(site.visitor(context), scored, run));
    }

    private void reading(Context context) throws IOException {
        Path folder = RunFolders.folder(site.study(), context.pathParam("run"));
        if (!Files.exists(RunFolders.predictions(folder))) {
            throw Site.notFound();
        }
        context.contentType("application/json")
                .result(Layout.json(Map.of("scans", ReadScan.of(site.study(), RunFolders.predictions(folder)))));
    }

    private void map(Context context) throws IOException {
        Path folder = RunFolders.folder(site.study(), context.pathParam("run"));
        Path model =
                RunFolders.model(folder).orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, Texts.of("read.nomodel")));
        MapSource.Delivered map = maps.map(model, SliceRoutes.key(context)).orElseThrow(Site::notFound);
        context.header("Cordscope-Map", Layout.json(map.facts()))
                .contentType("application/octet-stream")
                .result(map.strength());
    }

    private void report(Context context) throws IOException {
        Path report = RunFolders.report(site.study()).orElseThrow(Site::notFound);
        context.header("Content-Security-Policy", REPORT_POLICY)
                .contentType("text/html; charset=utf-8")
                .result(Files.readAllBytes(report));
    }
}
