package org.cordscope.learning.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.TrainingObserver;
import org.cordscope.study.WholeFile;

/**
 * A training run as a run of an MLflow server: parameters once, metrics after each epoch. A thread of its own sends them, so
 * that training never waits for the server but for half a minute at its end. What the server does not take is said once, and
 * sent again with the next epoch and at the end. {@code mlflow.json} in the run's directory remembers the server's run and how
 * many epochs it has, so that a resumed run is the same run there. What is sent twice (killed between sending and remembering)
 * has the same time, step and value, which MLflow keeps once.
 */
public final class MlflowRun implements TrainingObserver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPERIMENT = "cordscope";
    private static final int PARAMETERS_PER_CALL = 100;
    private static final int EPOCHS_PER_CALL = 100;
    private static final int CHARACTERS = 500;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);
    /** Whoever stops a training waits less. */
    private static final Duration INTERRUPTED_PATIENCE = Duration.ofSeconds(5);

    /** How a run ended, in MLflow's words. */
    public enum End {
        FINISHED,
        FAILED,
        KILLED
    }

    private final MlflowServer server;
    private final Path runDirectory;
    private final Instant start;
    private final Map<String, String> parameters;
    private final Consumer<String> complaint;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(MlflowRun::thread);
    private volatile List<Epoch> latest = List.of();
    private Future<?> sending = CompletableFuture.completedFuture(null);
    private volatile boolean failing;

    /**
     * A run, not yet known to the server.
     *
     * @param tracking address of the server
     * @param environment where name and password, or a token, are looked for
     * @param start the same when the run is resumed
     * @param parameters of the recipe, by name
     * @param complaint takes one sentence when the server cannot be reached or refuses
     */
    public MlflowRun(
            URI tracking,
            Map<String, String> environment,
            ProxySelector proxies,
            Path runDirectory,
            Instant start,
            Map<String, String> parameters,
            Consumer<String> complaint) {
        this.server = new MlflowServer(tracking, environment, proxies);
        this.runDirectory = runDirectory;
        this.start = start;
        this.parameters = Map.copyOf(parameters);
        this.complaint = complaint;
    }

    /** Does not keep the program from ending. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mlflow");
        thread.setDaemon(true);
        return thread;
    }

    /** What the server has of this run; its parameters are sent before the first epoch. */
    private record Sent(String server, String runId, int epochs) {}

    @Override
    public void saved(List<Epoch> epochs) {
        latest = List.copyOf(epochs);
        if (sending.isDone()) {
            sending = sender.submit(this::sendOrComplain);
        }
    }

    /** Sends what is missing, in the sender's thread. */
    private void sendOrComplain() {
        List<Epoch> epochs = latest;
        try {
            send(epochs);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                complaint.accept("MLflow at " + server.address() + " did not take epoch " + epochs.size() + " ("
                        + reason(e) + "); training goes on, and it is sent again.");
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sent send(List<Epoch> epochs) throws IOException, InterruptedException {
        Sent sent = known();
        if (epochs.size() <= sent.epochs()) {
            return sent;
        }
        if (sent.epochs() == 0) {
            sendParameters(sent.runId());
        }
        int have = sent.epochs();
        while (have < epochs.size()) {
            int more = Math.min(epochs.size(), have + EPOCHS_PER_CALL);
            server.post(
                    "runs/log-batch",
                    Map.of("run_id", sent.runId(), "metrics", metrics(epochs.subList(0, more), have)));
            have = more;
            remember(new Sent(sent.server(), sent.runId(), have));
        }
        return sent;
    }

    /** What goes on in the sender's thread. */
    Future<?> sending() {
        return sending;
    }

    /** Sends what is missing, and says to the server that the run has ended. */
    public void ended(End how, Instant now) throws InterruptedException {
        Future<?> last = sender.submit(() -> {
            Sent sent = send(latest);
            return server.post(
                    "runs/update",
                    Map.of("run_id", sent.runId(), "status", how.name(), "end_time", now.toEpochMilli()));
        });
        Duration patience = how == End.KILLED ? INTERRUPTED_PATIENCE : LAST_PATIENCE;
        try {
            last.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            complainOfEnd(e.getCause() instanceof IOException problem ? reason(problem) : String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            complainOfEnd("no answer within " + patience.toSeconds() + " seconds");
        } finally {
            sender.shutdownNow();
        }
    }

    private void complainOfEnd(String reason) {
        complaint.accept(
                "MLflow at " + server.address() + " was not told all of the run, nor that it has ended: " + reason);
    }

    private static String reason(IOException problem) {
        if (problem instanceof ConnectException) {
            return "nothing answers there";
        }
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }

    private Path memory() {
        return runDirectory.resolve("mlflow.json");
    }

    private Sent known() throws IOException, InterruptedException {
        if (Files.exists(memory())) {
            JsonNode text = JSON.readTree(memory().toFile());
            Sent sent = new Sent(
                    MlflowServer.text(text, "tracking_uri"),
                    MlflowServer.text(text, "run_id"),
                    text.path("epochs").asInt());
            if (sent.server().equals(server.address().toString())) {
                return sent;
            }
        }
        return begin();
    }

    private Sent begin() throws IOException, InterruptedException {
        JsonNode made = server.post(
                "runs/create",
                Map.of(
                        "experiment_id",
                        server.experiment(EXPERIMENT),
                        "run_name",
                        runDirectory.getFileName().toString(),
                        "start_time",
                        start.toEpochMilli()));
        Sent sent = new Sent(
                server.address().toString(), MlflowServer.text(made.path("run").path("info"), "run_id"), 0);
        remember(sent);
        return sent;
    }

    private void sendParameters(String runId) throws IOException, InterruptedException {
        List<Map<String, String>> all = parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(p -> Map.of("key", p.getKey(), "value", shortened(p.getValue())))
                .toList();
        for (int from = 0; from < all.size(); from += PARAMETERS_PER_CALL) {
            int to = Math.min(all.size(), from + PARAMETERS_PER_CALL);
            server.post("runs/log-batch", Map.of("run_id", runId, "params", all.subList(from, to)));
        }
    }

    /** Older servers refuse longer values. */
    private static String shortened(String value) {
        return value.length() > CHARACTERS ? value.substring(0, CHARACTERS) : value;
    }

    private void remember(Sent sent) throws IOException {
        WholeFile.write(
                memory(),
                JSON.writeValueAsString(
                        Map.of("tracking_uri", sent.server(), "run_id", sent.runId(), "epochs", sent.epochs())));
    }

    private List<Map<String, Object>> metrics(List<Epoch> epochs, int have) {
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (int i = have; i < epochs.size(); i++) {
            long time = EpochMetrics.end(start, epochs.subList(0, i + 1)).toEpochMilli();
            int step = epochs.get(i).number();
            EpochMetrics.of(epochs.get(i))
                    .forEach((name, value) ->
                            metrics.add(Map.of("key", name, "value", value, "timestamp", time, "step", step)));
        }
        return metrics;
    }
}
