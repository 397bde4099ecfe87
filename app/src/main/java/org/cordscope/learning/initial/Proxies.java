package org.cordscope.learning.initial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.cordscope.study.UserFacingException;

/**
 * Which proxy leads to a server: Java's properties ({@code https.proxyHost}, {@code http.nonProxyHosts}, {@code
 * java.net.useSystemProxies}) where they are set, else the environment as curl reads it ({@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy}, {@code no_proxy}, in small or capital letters), else none.
 */
public final class Proxies extends ProxySelector {
    private final Map<String, String> environment;
    private final Optional<ProxySelector> java;

    private Proxies(Map<String, String> environment, Optional<ProxySelector> java) {
        this.environment = environment;
        this.java = java;
    }

    /** The proxies of this machine. */
    public static Proxies of(Map<String, String> environment, Properties java) {
        boolean chosen =
                Stream.of("https.proxyHost", "http.proxyHost", "socksProxyHost").anyMatch(java::containsKey)
                        || Boolean.parseBoolean(java.getProperty("java.net.useSystemProxies"));
        return new Proxies(
                Map.copyOf(environment), chosen ? Optional.of(ProxySelector.getDefault()) : Optional.empty());
    }

    @Override
    public List<Proxy> select(URI address) {
        if (java.isPresent()) {
            return java.get().select(address);
        }
        return List.of(proxy(address)
                .map(at -> new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(at.getHost(), at.getPort() < 0 ? 80 : at.getPort())))
                .orElse(Proxy.NO_PROXY));
    }

    /** Name and password, as in {@code http://name:password@host:port}, where the environment gives them. */
    Optional<String> credentials(URI address) {
        return java.isPresent()
                ? Optional.empty()
                : proxy(address).map(URI::getUserInfo).filter(text -> text.contains(":"));
    }

    private Optional<URI> proxy(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return isDirect(address)
                ? Optional.empty()
                : variable(scheme + "_proxy")
                        .or(() -> variable("all_proxy"))
                        .map(text -> parse(scheme + "_proxy", text));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static URI parse(String variable, String text) {
        URI at = null;
        try {
            at = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            // said below; its own message would show a password
        }
        if (at == null || at.getHost() == null || !"http".equalsIgnoreCase(at.getScheme())) {
            throw new UserFacingException(
                    "The proxy of " + variable + " is not of the form http://host:port",
                    "Correct the variable; only HTTP proxies can be used.");
        }
        return at;
    }

    /** Whether {@code no_proxy} lists the host, a domain above it, or everything. */
    private boolean isDirect(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return variable("no_proxy").stream()
                .flatMap(list -> Stream.of(list.split("[,\\s]+", -1)))
                .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException problem) {
        // the request itself fails and is told to the user
    }
}
