package org.cordscope.web;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the web app is reached. It always listens on this machine only.
 *
 * @param port 0 for any free one
 * @param team whether people sign in with accounts; else the one user of this machine enters by a one-time address
 * @param publicUrl address under which a proxy with TLS offers it to others; null for this machine only
 * @param worklist state folder of a watch whose list is shown; null for none
 */
public record WebSettings(
        int port,
        boolean team,
        @Nullable URI publicUrl,
        @Nullable Path worklist) {
    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535: " + port);
        }
        if (publicUrl != null && (!"https".equals(publicUrl.getScheme()) || publicUrl.getHost() == null)) {
            throw new IllegalArgumentException(
                    "a public address begins with https:// and names a server: " + publicUrl);
        }
    }

    public static WebSettings defaults() {
        return new WebSettings(0, false, null, null);
    }

    public WebSettings withPort(int newPort) {
        return new WebSettings(newPort, team, publicUrl, worklist);
    }

    public WebSettings withTeam(boolean newTeam) {
        return new WebSettings(port, newTeam, publicUrl, worklist);
    }

    public WebSettings withPublicUrl(@Nullable URI newUrl) {
        return new WebSettings(port, team, newUrl, worklist);
    }

    public WebSettings withWorklist(@Nullable Path newState) {
        return new WebSettings(port, team, publicUrl, newState);
    }

    /** Names by which browsers may call a server on this port. */
    Set<String> hosts(int actualPort) {
        Set<String> hosts = new LinkedHashSet<>(Set.of("127.0.0.1:" + actualPort, "localhost:" + actualPort));
        if (publicUrl != null) {
            hosts.clear();
            hosts.add(publicUrl.getRawAuthority());
        }
        return hosts;
    }

    boolean secure() {
        return publicUrl != null;
    }
}
