package org.cordscope.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One browser without a screen: it keeps cookies, sends an Origin, and knows the token of the last page that had one. */
final class Visit {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

    private final WebStudy study;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private String token = "";

    private Visit(WebStudy study) {
        this.study = study;
    }

    static Visit stranger(WebStudy study) {
        return new Visit(study);
    }

    /** Enters a server without accounts. */
    static Visit owner(WebStudy study) throws IOException, InterruptedException {
        Visit visit = new Visit(study);
        visit.send(HttpRequest.newBuilder(URI.create(study.app.url())));
        visit.get("/");
        return visit;
    }

    /** Signs in to a team. */
    static Visit as(WebStudy study, String name) throws IOException, InterruptedException {
        Visit visit = new Visit(study);
        visit.login(name, WebStudy.PASSWORD);
        visit.get("/");
        return visit;
    }

    HttpResponse<String> login(String name, String password) throws IOException, InterruptedException {
        return form("/login", "name=" + encoded(name) + "&password=" + encoded(password));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(study.at(path)));
        Matcher found = TOKEN.matcher(response.body());
        if (found.find()) {
            token = found.group(1);
        }
        return response;
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(study.at(path)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    HttpResponse<String> form(String path, String body) throws IOException, InterruptedException {
        return send(post(path, body)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", study.at("").toString())
                .header("X-CSRF-Token", token));
    }

    HttpResponse<String> json(String path, String body) throws IOException, InterruptedException {
        return send(post(path, body)
                .header("Content-Type", "application/json")
                .header("Origin", study.at("").toString())
                .header("X-CSRF-Token", token));
    }

    HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(study.at(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Does not wait for ever: a server that is stopped while it takes up a connection may leave it open. */
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    String token() {
        return token;
    }

    /** The session's cookie, empty where there is none. */
    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(c -> c.getValue())
                .findFirst()
                .orElse("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
