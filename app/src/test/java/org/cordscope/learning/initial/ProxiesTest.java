package org.cordscope.learning.initial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
    private static final URI WEIGHTS = URI.create("https://download.example.org/w.pth");

    private static Proxies of(Map<String, String> environment) {
        return Proxies.of(environment, new Properties());
    }

    private static String chosen(Map<String, String> environment, URI address) {
        Proxy proxy = of(environment).select(address).get(0);
        return proxy.equals(Proxy.NO_PROXY) ? "none" : String.valueOf(proxy.address());
    }

    @ParameterizedTest
    @CsvSource({
        "https_proxy,http://proxy:3128,proxy/<unresolved>:3128",
        "HTTPS_PROXY,http://proxy:3128/,proxy/<unresolved>:3128",
        "all_proxy,proxy:3128,proxy/<unresolved>:3128",
        "https_proxy,http://a:b@proxy,proxy/<unresolved>:80",
        "http_proxy,http://proxy:3128,none",
        "https_proxy,'',none",
    })
    void the_environment_names_the_proxy_of_a_scheme(String variable, String value, String expected) {
        assertEquals(expected, chosen(Map.of(variable, value), WEIGHTS));
    }

    @ParameterizedTest
    @CsvSource({
        "*,none",
        "download.example.org,none",
        "'localhost, .example.org',none",
        "*.example.org,none",
        "EXAMPLE.org,none",
        "ample.org,proxy/<unresolved>:3128",
        "'',proxy/<unresolved>:3128",
    })
    void no_proxy_lists_hosts_and_domains_that_are_reached_directly(String list, String expected) {
        assertEquals(expected, chosen(Map.of("https_proxy", "proxy:3128", "no_proxy", list), WEIGHTS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://proxy:1080", "https://secret:secret@proxy", "http://secret:se cret@proxy", "http://"})
    void a_proxy_that_cannot_be_used_is_told_without_its_password(String value) {
        Proxies proxies = of(Map.of("https_proxy", value));
        UserFacingException problem = assertThrows(UserFacingException.class, () -> proxies.select(WEIGHTS));
        assertEquals("The proxy of https_proxy is not of the form http://host:port", problem.getMessage());
        assertFalse(problem.remedy().contains("secret"));
    }

    @Test
    void credentials_are_those_of_the_proxy_that_is_used() {
        Map<String, String> environment = Map.of("https_proxy", "http://me:p%40ss@proxy:3128");
        assertEquals(Optional.of("me:p@ss"), of(environment).credentials(WEIGHTS));
        assertEquals(Optional.empty(), of(environment).credentials(URI.create("http://example.org/")));
        Properties java = new Properties();
        java.setProperty("https.proxyHost", "other");
        assertEquals(Optional.empty(), Proxies.of(environment, java).credentials(WEIGHTS));
    }

    @Test
    void properties_of_java_go_first() {
        Properties java = new Properties();
        java.setProperty("http.proxyHost", "other"); // Java's own selector, which here knows no proxy, is asked
        Proxies proxies = Proxies.of(Map.of("https_proxy", "proxy:3128"), java);
        assertEquals(Proxy.NO_PROXY, proxies.select(WEIGHTS).get(0));
    }
}
