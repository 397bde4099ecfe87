package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.TlsCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with a certificate of its own, made by the JDK's keytool. */
final class TlsTest {
    private static final String SECRET = "changeit";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void browser_that_trusts_the_certificate_signs_in_over_tls() throws Exception {
        KeyStore keys = keys();
        TlsCertificate certificate = pem(keys, "PRIVATE KEY");
        try (WebStudy study = WebStudy.of(folder, WebSettings.defaults().withCertificate(certificate))) {
            assertTrue(study.app.url().startsWith("https://127.0.0.1:"), study.app.url());
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(keys)).build();
            HttpResponse<String> entered = client.send(
                    HttpRequest.newBuilder(URI.create(study.app.url())).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(303, entered.statusCode());
            String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.contains("Secure"), cookie);
            HttpRequest plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + study.app.port() + "/"))
                    .build();
            assertThrows(IOException.class, () -> fetch(client, plain), "there is no plain HTTP beside it");
        }
    }

    @Test
    void other_machines_are_served_over_tls_only() {
        assertThrows(
                IllegalArgumentException.class, () -> WebSettings.defaults().withListen("0.0.0.0"));
    }

    @Test
    void key_in_another_form_is_refused_with_the_remedy() throws Exception {
        TlsCertificate certificate = pem(keys(), "RSA PRIVATE KEY");
        UserFacingException refused = assertThrows(UserFacingException.class, certificate::context);
        assertTrue(refused.remedy().contains("openssl pkcs8"), refused.remedy());
    }

    /** What is not served is an exception, whether the connection breaks or the server says so. */
    private static String fetch(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("refused: " + answer.statusCode());
        }
        return answer.body();
    }

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-alias",
                        "server",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(made.waitFor(60, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, SECRET.toCharArray());
        }
        return keys;
    }

    private TlsCertificate pem(KeyStore keys, String kind) throws Exception {
        byte[] key = keys.getKey("server", SECRET.toCharArray()).getEncoded();
        byte[] certificate = keys.getCertificate("server").getEncoded();
        return new TlsCertificate(
                Files.writeString(folder.resolve("chain.pem"), block("CERTIFICATE", certificate)),
                Files.writeString(folder.resolve("key.pem"), block(kind, key)));
    }

    private static String block(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
