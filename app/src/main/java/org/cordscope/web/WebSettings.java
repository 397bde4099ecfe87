package org.cordscope.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.cordscope.web.access.TlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * How the web app is reached: on this machine only, unless a team has a certificate and a public address.
 *
 * @param port 0 for any free one
 * @param team whether people sign in with accounts; else the one user of this machine enters by a one-time address
 * @param publicUrl address under which this server, or a proxy with TLS, offers it to others; null for this machine only
 * @param certificate for TLS of its own; null for plain HTTP
 * @param listen address of the network interface
 * @param worklist state folder of a watch whose list is shown; null for none
 */
public record WebSettings(
        int port,
        boolean team,
        @Nullable URI publicUrl,
        @Nullable TlsCertificate certificate,
        String listen,
        @Nullable Path worklist) {
    private static final String LOOPBACK = "127.0.0.1";

    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + port);
        }
        if (publicUrl != null && (!"https".equals(publicUrl.getScheme()) || publicUrl.getHost() == null)) {
            throw new IllegalArgumentException(
                    "a public address begins with https:// and names a server: " + publicUrl);
        }
        if (!listen.equals(LOOPBACK) && (!team || certificate == null || publicUrl == null)) {
            throw new IllegalArgumentException(
                    "only a team with a certificate and a public address is served to other machines: --listen goes"
                            + " with --team, --tls-cert, --tls-key and --public-url");
        }
    }

    public static WebSettings defaults() {
        return new WebSettings(0, false, null, null, LOOPBACK, null);
    }

    public WebSettings withPort(int newPort) {
        return new WebSettings(newPort, team, publicUrl, certificate, listen, worklist);
    }

    public WebSettings withTeam(boolean newTeam) {
        return new WebSettings(port, newTeam, publicUrl, certificate, listen, worklist);
    }

    public WebSettings withPublicUrl(@Nullable URI newUrl) {
        return new WebSettings(port, team, newUrl, certificate, listen, worklist);
    }

    public WebSettings withCertificate(@Nullable TlsCertificate newCertificate) {
        return new WebSettings(port, team, publicUrl, newCertificate, listen, worklist);
    }

    public WebSettings withListen(String newListen) {
        return new WebSettings(port, team, publicUrl, certificate, newListen, worklist);
    }

    public WebSettings withWorklist(@Nullable Path newState) {
        return new WebSettings(port, team, publicUrl, certificate, listen, newState);
    }

    /** Names by which browsers may call a server on this port. */
    Set<String> hosts(int actualPort) {
        Set<String> hosts = new LinkedHashSet<>(Set.of(LOOPBACK + ":" + actualPort, "localhost:" + actualPort));
        if (publicUrl != null) {
            hosts.clear();
            hosts.add(publicUrl.getRawAuthority());
        }
        return hosts;
    }

    /** Address for browsers, without a path. */
    String base(int actualPort) {
        return publicUrl == null
                ? (secure() ? "https://" : "http://") + LOOPBACK + ":" + actualPort
                : publicUrl.toString().replaceFirst("/$", "");
    }

    /** Whether a proxy stands before the server, and says who asks. */
    boolean behindProxy() {
        return publicUrl != null && certificate == null;
    }

    boolean secure() {
        return publicUrl != null || certificate != null;
    }
}
