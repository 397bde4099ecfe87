package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.cordscope.inference.Judges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped does not wait for what it reads. */
final class StoppingTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void stopping_ends_a_reading_that_is_under_way() throws Exception {
        SlowModels models = new SlowModels();
        try (WebStudy study = WebStudy.read(folder, models)) {
            Visit owner = Visit.owner(study);
            String scan = new ObjectMapper()
                    .readTree(owner.get("/api/model/reading").body())
                    .at("/scans/0/scan")
                    .asText();
            CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
                try {
                    owner.get("/api/model/scans/" + scan);
                } catch (Exception cutOff) {
                    // as it may be, where the server stops
                }
            });
            models.begun.await();
            long start = System.nanoTime();
            study.app.close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(SOON) < 0, "took " + took);
            asked.join();
            assertEquals(List.of(), study.log, "being stopped is no fault");
        }
    }

    /** Models that take until they are interrupted. */
    private static final class SlowModels extends BrightnessModels {
        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public Judges judges() {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new CancellationException("stopped by an interrupt");
        }
    }
}
