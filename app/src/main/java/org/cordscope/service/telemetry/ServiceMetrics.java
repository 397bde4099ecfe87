package org.cordscope.service.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The numbers of a service in the text format of Prometheus (version 0.0.4). Labels are words of the program's own: no number
 * belongs to a patient, a study or a job.
 */
public final class ServiceMetrics {
    /** Of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Path PROCESS = Path.of("/proc/self/status");

    private final Counter requests =
            new Counter("cordscope_http_requests_total", "Requests answered.", "method", "route", "status");
    private final Counter submissions =
            new Counter("cordscope_submissions_total", "Uploads by what became of them.", "outcome");
    private final Counter uploaded = new Counter("cordscope_uploaded_bytes_total", "Bytes of acknowledged uploads.");
    private final Counter jobs = new Counter("cordscope_jobs_total", "Jobs that ended, by how.", "status");
    private final Counter slices =
            new Counter("cordscope_slices_total", "Slices coded, by what was found.", "compressed");
    private final Histogram coding = new Histogram("cordscope_coding_seconds", "Time that coding a job took.");
    private final Histogram whole =
            new Histogram("cordscope_job_seconds", "Time from the acknowledgement of a job to its end.");

    public ServiceMetrics() {
        uploaded.add(0);
        slices.add(0, "true").add(0, "false");
    }

    /** @param route as it is registered, with the names of its parameters */
    public void request(String method, String route, int status) {
        requests.add(1, method, route, Integer.toString(status));
    }

    /** @param outcome accepted, known, or why it was refused */
    public void submission(String outcome, long bytes) {
        submissions.add(1, outcome);
        uploaded.add(bytes);
    }

    public void ended(String status, Duration since) {
        jobs.add(1, status);
        whole.observe(since.toMillis() / 1000.0);
    }

    public void coded(int compressed, int all, Duration time) {
        slices.add(compressed, "true").add(all - compressed, "false");
        coding.observe(time.toMillis() / 1000.0);
    }

    /** Mean time that coding a job took; a few seconds before there was one. */
    public Duration typicalCoding() {
        return Duration.ofMillis(Math.max(1000, Math.round(1000 * coding.mean(5))));
    }

    /** What a service is at this moment. */
    public record State(int waiting, int running, int uploading, int queueLimit, long freeBytes, boolean ready) {}

    /** All numbers. */
    public String text(String version, String weightsSha256, State state) {
        StringBuilder out = new StringBuilder();
        Stream.of(requests, submissions, uploaded, jobs, slices).forEach(counter -> counter.write(out));
        Stream.of(coding, whole).forEach(histogram -> histogram.write(out));
        gauge(out, "cordscope_waiting_jobs", "Jobs that wait.", state.waiting());
        gauge(out, "cordscope_running_jobs", "Jobs that are being coded.", state.running());
        gauge(out, "cordscope_uploads_in_progress", "Uploads that are arriving.", state.uploading());
        gauge(out, "cordscope_queue_limit", "Jobs and uploads that there may be at once.", state.queueLimit());
        gauge(out, "cordscope_free_disk_bytes", "Room on the disk of the service.", state.freeBytes());
        gauge(out, "cordscope_ready", "1 where uploads are taken.", state.ready() ? 1 : 0);
        Runtime java = Runtime.getRuntime();
        gauge(out, "cordscope_java_heap_bytes", "Heap in use.", java.totalMemory() - java.freeMemory());
        gauge(out, "process_resident_memory_bytes", "Memory of the process.", resident());
        gauge(
                out,
                "process_start_time_seconds",
                "When the process began, since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / 1000);
        gauge(
                out,
                "cordscope_build_info{version=\"" + Counter.escaped(version) + "\",weights_sha256=\""
                        + Counter.escaped(weightsSha256) + "\"}",
                "Which Cordscope, with which model.",
                1);
        return out.toString();
    }

    private static void gauge(StringBuilder out, String series, String help, long value) {
        String name = series.replaceFirst("\\{.*", "");
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
        out.append(series).append(' ').append(value).append('\n');
    }

    /** 0 where the system does not say it. */
    private static long resident() {
        try (Stream<String> lines = Files.lines(PROCESS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
