package org.cordscope.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.service.CodingService;
import org.cordscope.service.Job;
import org.jspecify.annotations.Nullable;

/** Jobs: submit, ask, get the results, cancel, delete. */
final class JobRoutes {
    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json",
            "csv", "text/csv; charset=utf-8",
            "dcm", "application/dicom");

    private final CodingService service;
    private final Audit audit;

    /** Notes a deed before it is answered. */
    @FunctionalInterface
    interface Audit {
        void write(Context context, String action, @Nullable String job) throws IOException;
    }

    JobRoutes(CodingService service, Audit audit) {
        this.service = service;
        this.audit = audit;
    }

    void register(RoutesConfig routes) {
        routes.post("/v1/jobs", this::submit, Access.TOKEN);
        routes.get("/v1/jobs", this::list, Access.TOKEN);
        routes.get("/v1/jobs/{id}", this::show, Access.TOKEN);
        routes.delete("/v1/jobs/{id}", this::delete, Access.TOKEN);
        routes.post("/v1/jobs/{id}/cancel", this::cancel, Access.TOKEN);
        routes.get("/v1/jobs/{id}/results", this::results, Access.TOKEN);
        routes.get("/v1/jobs/{id}/results.zip", this::archive, Access.TOKEN);
        routes.get("/v1/jobs/{id}/files/{name}", this::file, Access.TOKEN);
    }

    private void submit(Context context) throws IOException {
        String encoding = Objects.requireNonNullElse(context.header("Content-Encoding"), "identity");
        if (!encoding.equals("identity")) {
            throw new ApiProblems.Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without Content-Encoding.");
        }
        CodingService.Submission submission = service.submit(
                context.req().getInputStream(),
                Objects.requireNonNullElse(context.contentType(), ""),
                context.req().getContentLengthLong());
        Job job = submission.job();
        audit.write(context, submission.made() ? "submit" : "submit again", job.id());
        context.header("Location", "/v1/jobs/" + job.id());
        context.status(submission.made() || job.status().active() ? HttpStatus.ACCEPTED : HttpStatus.OK);
        OperationRoutes.json(context, shown(job));
    }

    private void list(Context context) throws IOException {
        String limit = Objects.requireNonNullElse(context.queryParam("limit"), "100");
        if (!limit.matches("[1-9][0-9]{0,2}|1000")) {
            throw new IllegalArgumentException("limit is 1 to 1000");
        }
        List<Map<String, Object>> jobs = service.latest(Integer.parseInt(limit)).stream()
                .map(JobRoutes::shownWithoutFiles)
                .toList();
        OperationRoutes.json(context, Map.of("jobs", jobs));
    }

    private void show(Context context) throws IOException {
        OperationRoutes.json(context, shown(service.job(context.pathParam("id"))));
    }

    private void cancel(Context context) throws IOException {
        Job job = service.cancel(context.pathParam("id"));
        audit.write(context, "cancel", job.id());
        context.status(job.status().active() ? HttpStatus.ACCEPTED : HttpStatus.OK);
        OperationRoutes.json(context, shown(job));
    }

    private void delete(Context context) throws IOException {
        Job job = service.job(context.pathParam("id"));
        service.delete(job.id());
        audit.write(context, "delete", job.id());
        context.status(HttpStatus.NO_CONTENT);
    }

    private void results(Context context) throws IOException {
        send(context, "results.json");
    }

    private void file(Context context) throws IOException {
        send(context, context.pathParam("name"));
    }

    private void send(Context context, String name) throws IOException {
        Job job = service.job(context.pathParam("id"));
        Path file = service.file(job, name);
        audit.write(context, "read results", job.id());
        context.contentType(type(name));
        context.res().setContentLengthLong(Files.size(file));
        context.result(Files.newInputStream(file));
    }

    private void archive(Context context) throws IOException {
        Job job = service.job(context.pathParam("id"));
        Path first = service.file(job, "results.json");
        audit.write(context, "read results", job.id());
        context.contentType("application/zip");
        OutputStream body = context.outputStream();
        try (ZipOutputStream zip = new ZipOutputStream(body)) {
            for (String name : service.files(job)) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(first.resolveSibling(name), zip);
                zip.closeEntry();
            }
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private Map<String, Object> shown(Job job) throws IOException {
        Map<String, Object> shown = shownWithoutFiles(job);
        shown.put(
                "files",
                service.files(job).stream()
                        .map(name -> Map.of(
                                "name", name, "type", type(name), "href", "/v1/jobs/" + job.id() + "/files/" + name))
                        .toList());
        return shown;
    }

    private static Map<String, Object> shownWithoutFiles(Job job) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", job.id());
        shown.put("status", job.status().word());
        shown.put("reason", job.reason());
        shown.put("instances", job.instances());
        shown.put("unusable_files", job.unusable());
        shown.put("bytes", job.bytes());
        shown.put("attempts", job.attempts());
        Job.Counts counts = job.counts();
        shown.put("scans", counts == null ? null : counts.scans());
        shown.put("slices", counts == null ? null : counts.slices());
        shown.put("compressed_slices", counts == null ? null : counts.compressedSlices());
        shown.put("coder", job.coder());
        shown.put("submitted_utc", text(job.submitted()));
        shown.put("started_utc", text(job.started()));
        shown.put("finished_utc", text(job.finished()));
        return shown;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
