package org.cordscope.learning.initial;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * Downloads published weights into the folder. What has come stays as {@code .NAME.part}, and the next attempt goes on from
 * there; it gets its name only after its hash and its tensors have been checked.
 */
public final class WeightsFetch {
    /** Kinds of authentication that Java refuses to a proxy that leads to a TLS server: by default, name and password. */
    private static final String NO_PASSWORDS = "jdk.http.auth.tunneling.disabledSchemes";

    private static final Duration TO_CONNECT = Duration.ofSeconds(20);

    private final WeightsFolder folder;
    private final Proxies proxies;
    private final Duration patience;

    /**
     * A fetch into a folder.
     *
     * @param patience how long a server may be silent
     */
    public WeightsFetch(WeightsFolder folder, Proxies proxies, Duration patience) {
        this.folder = folder;
        this.proxies = proxies;
        this.patience = patience;
    }

    /** The weights if they are in the folder, with the hash that they are published with. */
    public Optional<StoredWeights> present(PublishedWeights wanted) throws IOException {
        Optional<StoredWeights> found = folder.find(wanted.name());
        return found.isPresent()
                        && folder.isWhole(found.get())
                        && Sha256.ofFile(folder.root().resolve(found.get().file()))
                                .equals(wanted.sha256())
                ? found
                : Optional.empty();
    }

    /**
     * Downloads weights, or what is missing of them.
     *
     * @param from another address of the same file; null for the published one
     * @throws UserFacingException where they cannot be had, or are not what they should be
     * @throws InterruptedException when the thread is interrupted; the next attempt goes on
     */
    public StoredWeights run(PublishedWeights wanted, @Nullable URI from, Progress progress)
            throws IOException, InterruptedException {
        URI address = from == null ? wanted.address() : from;
        if (!String.valueOf(address.getScheme()).matches("https?") || address.getHost() == null) {
            throw new IllegalArgumentException("not an address of the form https://host/file: " + address);
        }
        Files.createDirectories(folder.root());
        Path part = folder.root().resolve("." + wanted.name() + ".part");
        Download download = new Download(client(address), patience, address, part);
        try {
            download.run(wanted.name(), progress);
        } catch (NetworkException e) {
            throw new UserFacingException(
                    wanted.name() + " cannot be downloaded: " + e.getMessage(), remedy(wanted, part), e);
        }
        String sha256 = Sha256.ofFile(part);
        if (!sha256.equals(wanted.sha256())) {
            download.forget();
            throw new UserFacingException(
                    "What " + address.getHost() + " sent is not " + wanted.name() + " (SHA-256 "
                            + sha256.substring(0, 8) + "... instead of "
                            + wanted.sha256().substring(0, 8) + "...); it was deleted",
                    byHand(wanted));
        }
        StoredWeights stored = folder.adopt(part, wanted, address.toString());
        download.finished();
        return stored;
    }

    private HttpClient client(URI address) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(TO_CONNECT)
                .proxy(proxies);
        proxies.credentials(address).ifPresent(text -> {
            if (System.getProperty(NO_PASSWORDS) == null) {
                System.setProperty(NO_PASSWORDS, ""); // who writes a password into https_proxy wants it sent
            }
            client.authenticator(forProxy(text));
        });
        return client.build();
    }

    private static Authenticator forProxy(String nameAndPassword) {
        int colon = nameAndPassword.indexOf(':');
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(
                                nameAndPassword.substring(0, colon),
                                nameAndPassword.substring(colon + 1).toCharArray())
                        : null;
            }
        };
    }

    private static String remedy(PublishedWeights wanted, Path part) throws IOException {
        boolean begun = Files.exists(part) && Files.size(part) > 0;
        return (begun ? "Run the command again, it goes on where it ended; or d" : "D")
                + byHand(wanted).substring(1);
    }

    private static String byHand(PublishedWeights wanted) {
        return "Download " + wanted.address() + " by hand on another machine, then: cordscope weights add FILE.";
    }
}
