package org.cordscope.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.service.ServiceLimits;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold a place for long, and faults at the wrong moment. */
final class ApiTroubleTest {
    private static final ServiceLimits LIMITS = ServiceLimits.defaults().withFreeBytes(1);

    @TempDir
    Path folder;

    /** Sends a request whose body never ends and comes byte by byte; the first line of the answer. */
    private static String trickle(TestApi api, String token) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            String head =
                    "POST /v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: application/dicom\r\nAuthorization: bearer "
                            + token + "\r\nContent-Length: 1000000\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            Semaphore answered = new Semaphore(0);
            Thread slow = new Thread(() -> {
                try {
                    while (!answered.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                        out.write('x');
                        out.flush();
                    }
                } catch (IOException | InterruptedException e) {
                    return; // the server has had enough
                }
            });
            slow.start();
            try {
                return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
            } finally {
                answered.release();
            }
        }
    }

    @Test
    void who_sends_a_byte_now_and_then_holds_no_place_for_longer_than_an_upload_may_take() throws Exception {
        Path state = folder.resolve("state");
        ServiceLimits limits = LIMITS.withUploadTime(Duration.ofSeconds(1));
        try (TestApi api = new TestApi(state, limits, () -> {})) {
            String token = Files.readString(state.resolve("token")).strip();
            assertEquals("HTTP/1.1 408 Request Timeout", trickle(api, token));
            assertTrue(
                    api.get("/metrics").body().contains("\ncordscope_uploads_in_progress 0\n"),
                    () -> "a place is taken");
            assertEquals("HTTP/1.1 401 Unauthorized", trickle(api, "wrong"));
        }
    }

    @Test
    void a_cancelled_job_is_not_coded_again_whatever_its_interruption_comes_out_as() throws Exception {
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(1)
                .withMatrix(64)
                .withDecoys(false)
                .withMasks(false);
        PhantomCohort.write(request, folder.resolve("phantom"), 2, Progress.NONE);
        List<Path> study;
        try (Stream<Path> files = Files.walk(folder.resolve("phantom/dicom"))) {
            study = files.filter(Files::isRegularFile).sorted().toList();
        }
        CountDownLatch coding = new CountDownLatch(1);
        Runnable fault = () -> {
            coding.countDown();
            try {
                new Semaphore(0).acquire();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a library that knows no interrupts", e);
            }
        };
        try (TestApi api = new TestApi(folder.resolve("state"), LIMITS, fault)) {
            String id = TestApi.id(api.submit(TestApi.MULTIPART, TestApi.multipart(study)));
            coding.await();
            api.post("/v1/jobs/" + id + "/cancel");
            api.awaitEnds(1);
            assertEquals(
                    "cancelled",
                    TestApi.json(api.get("/v1/jobs/" + id)).get("status").asText());
        }
    }
}
