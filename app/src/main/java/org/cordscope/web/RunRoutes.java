package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.web.access.Permission;
import org.cordscope.web.page.RunPages;

/** Runs, their curves, and the report: for those who may see a model's output. */
final class RunRoutes {
    private static final String FIGURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";
    private static final String REPORT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; frame-ancestors"
                    + " 'none'";

    private final Site site;

    RunRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/runs", this::list, Permission.SEE_MODEL);
        routes.get("/runs/{run}", this::run, Permission.SEE_MODEL);
        routes.get("/runs/{run}/training.svg", this::curves, Permission.SEE_MODEL);
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

    private void report(Context context) throws IOException {
        Path report = RunFolders.report(site.study()).orElseThrow(Site::notFound);
        context.header("Content-Security-Policy", REPORT_POLICY)
                .contentType("text/html; charset=utf-8")
                .result(Files.readAllBytes(report));
    }
}
