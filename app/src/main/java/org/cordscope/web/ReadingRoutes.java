package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordscope.cohort.StoredScan;
import org.cordscope.inference.CodedScan;
import org.cordscope.labelling.RaterAnswers;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.study.SliceKey;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.ReadPage;
import org.cordscope.web.page.Texts;
import org.cordscope.web.page.Visitor;
import org.cordscope.web.pixels.MapSource;
import org.jspecify.annotations.Nullable;

/**
 * What models say of slices, for those who may see it: the predictions of a run, or a model that reads any scan when it is opened.
 */
final class ReadingRoutes {
    private final Site site;
    private final Models models;
    private final MapSource maps;
    private final ModelReadings readings;

    ReadingRoutes(Site site, Models models, MapSource maps) {
        this.site = site;
        this.models = models;
        this.maps = maps;
        this.readings = new ModelReadings(models);
    }

    void register(RoutesConfig routes) {
        routes.get("/read", this::page, Permission.SEE_MODEL);
        routes.get("/api/runs/{run}/reading", this::ofRun, Permission.SEE_MODEL);
        routes.get("/api/runs/{run}/maps/{sop}/{frame}", this::map, Permission.SEE_MODEL);
        routes.get("/api/model/reading", this::ofModel, Permission.SEE_MODEL);
        routes.get("/api/model/scans/{scan}", this::readScan, Permission.SEE_MODEL);
        routes.get("/api/model/scans/{scan}/contours", this::contours, Permission.SEE_MODEL);
        routes.get("/api/model/scans/{scan}/maps/{sop}/{frame}", this::modelMap, Permission.SEE_MODEL);
    }

    /** Without a run that has predictions, or where it is asked for by an empty name, the model reads. */
    private void page(Context context) throws IOException {
        List<String> scored = RunFolders.scored(site.study());
        String asked = context.queryParam("run");
        if (asked != null && !asked.isEmpty() && !scored.contains(asked)) {
            throw Site.notFound();
        }
        Optional<String> run = asked == null
                ? scored.stream().findFirst()
                : scored.stream().filter(asked::equals).findFirst();
        boolean empty = StoredScan.all(site.study()).isEmpty();
        ReadPage.Model model =
                new ReadPage.Model(models.judgesName(), models.classifier().isEmpty());
        context.html(ReadPage.of(site.visitor(context), scored, run, model, empty));
    }

    /**
     * What the page's script takes.
     *
     * @param threshold probability from which a slice counts as compressed; null until the model is loaded
     */
    record Reading(@Nullable Double threshold, List<ReadScan> scans) {
        Reading {
            scans = List.copyOf(scans);
        }
    }

    private void ofRun(Context context) throws IOException {
        Path folder = RunFolders.folder(site.study(), context.pathParam("run"));
        Path predictions = RunFolders.predictions(folder);
        if (!Files.exists(predictions)) {
            throw Site.notFound();
        }
        double threshold = RunFolders.model(folder)
                .map(models::threshold)
                .orElse(DecisionThreshold.of(null))
                .value();
        send(context, new Reading(threshold, ReadScan.of(site.study(), predictions, answers(context))));
    }

    private void ofModel(Context context) {
        RaterAnswers answers = answers(context);
        List<ReadScan> scans = StoredScan.all(site.study()).stream()
                .map(scan -> ReadScan.of(scan, readings.known(scan.scan()).orElse(null), answers))
                .toList();
        send(context, new Reading(readings.threshold(), scans));
    }

    private void readScan(Context context) throws IOException {
        StoredScan scan = scan(context);
        CodedScan coded = readings.read(scan)
                .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, Texts.of("read.unreadable", scan.scan())));
        send(context, new Reading(readings.threshold(), List.of(ReadScan.of(scan, coded, answers(context)))));
    }

    private StoredScan scan(Context context) {
        return StoredScan.of(site.study(), context.pathParam("scan")).orElseThrow(Site::notFound);
    }

    /** Nothing of a scan that the model has not read, and of a model that finds no cord. */
    private void contours(Context context) {
        send(
                context,
                readings.known(scan(context).scan()).map(FoundContours::of).orElse(List.of()));
    }

    private static void send(Context context, Object answer) {
        context.contentType("application/json").result(Layout.json(answer));
    }

    /** Coordinators see who said what; raters and adjudicators, once labels are final, what was said. */
    private RaterAnswers answers(Context context) {
        if (!site.mayCompare()) {
            return RaterAnswers.none();
        }
        Visitor visitor = site.visitor(context);
        return visitor.may(Permission.COORDINATE)
                ? RaterAnswers.named(site.study())
                : RaterAnswers.lettered(site.study());
    }

    private void map(Context context) throws IOException {
        Path folder = RunFolders.folder(site.study(), context.pathParam("run"));
        Path model =
                RunFolders.model(folder).orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, Texts.of("read.nomodel")));
        send(context, maps.map(model, SliceRoutes.key(context)).orElseThrow(Site::notFound));
    }

    private void modelMap(Context context) throws IOException {
        StoredScan scan = scan(context);
        SliceKey slice = SliceRoutes.key(context);
        Optional<Path> classifier = models.classifier();
        Optional<MapSource.Delivered> map =
                classifier.isPresent() ? maps.map(classifier.get(), slice) : maps.map(scan, slice);
        send(context, map.orElseThrow(Site::notFound));
    }

    private static void send(Context context, MapSource.Delivered map) {
        context.header("Cordscope-Map", Layout.json(map.facts()))
                .contentType("application/octet-stream")
                .result(map.strength());
    }
}
