package org.cordscope.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A small OpenID Connect provider on this machine: discovery, code with PKCE, RS256. It says what a test tells it to. */
final class LocalProvider implements AutoCloseable {
    static final String CLIENT = "cordscope-test";

    /** What a test may spoil. */
    enum Fault {
        NONE,
        OTHER_KEY,
        UNSIGNED,
        OTHER_NONCE,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        EXPIRED
    }

    Fault fault = Fault.NONE;
    String subject = "0001";
    Map<String, Object> claims = Map.of();

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey otherKey;
    private final Map<String, Map<String, List<String>>> codes = new ConcurrentHashMap<>();

    LocalProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("own").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("own").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", e -> json(e, 200, discovery()));
        server.createContext("/keys", e -> json(e, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private String discovery() {
        String at = issuer().toString();
        return "{\"issuer\":\"" + at + "\",\"authorization_endpoint\":\"" + at + "/authorize\",\"token_endpoint\":\""
                + at
                + "/token\",\"jwks_uri\":\"" + at + "/keys\",\"response_types_supported\":[\"code\"],"
                + "\"subject_types_supported\":[\"public\"],\"id_token_signing_alg_values_supported\":[\"RS256\"]}";
    }

    /** Lets everybody in at once. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, List<String>> asked =
                URLUtils.parseParameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        exchange.getResponseHeaders()
                .set("Location", one(asked, "redirect_uri") + "?code=" + code + "&state=" + one(asked, "state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> sent =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, List<String>> asked = codes.remove(one(sent, "code"));
        if (asked == null || !proven(asked, sent)) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = idToken(one(asked, "nonce"));
        json(exchange, 200, "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"" + token + "\"}");
    }

    private static boolean proven(Map<String, List<String>> asked, Map<String, List<String>> sent) {
        CodeVerifier verifier = new CodeVerifier(one(sent, "code_verifier"));
        return one(asked, "code_challenge_method").equals("S256")
                && one(asked, "code_challenge")
                        .equals(CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue())
                && one(asked, "redirect_uri").equals(one(sent, "redirect_uri"))
                && one(sent, "client_id").equals(CLIENT);
    }

    private String idToken(String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder()
                .issuer(fault == Fault.OTHER_ISSUER ? "http://127.0.0.1:1" : issuer().toString())
                .subject(subject)
                .audience(fault == Fault.OTHER_AUDIENCE ? "somebody-else" : CLIENT)
                .issueTime(Date.from(now.minusSeconds(7200)))
                .expirationTime(Date.from(fault == Fault.EXPIRED ? now.minusSeconds(3600) : now.plusSeconds(300)))
                .claim("nonce", fault == Fault.OTHER_NONCE ? "another" : nonce);
        claims.forEach(token::claim);
        if (fault == Fault.UNSIGNED) {
            return new PlainJWT(token.build()).serialize();
        }
        try {
            SignedJWT signed = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("own").build(), token.build());
            signed.sign(new RSASSASigner(fault == Fault.OTHER_KEY ? otherKey : key));
            return signed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of("")).get(0);
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
