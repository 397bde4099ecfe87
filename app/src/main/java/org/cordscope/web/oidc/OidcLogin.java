package org.cordscope.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordscope.web.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Sends browsers to the provider and takes them back: authorisation code flow with PKCE (RFC 7636), state and nonce, each good
 * once; the ID token's signature, issuer, audience and times are checked (OpenID Connect Core 1.0, 3.1.3.7). For any thread.
 */
public final class OidcLogin {
    private static final Set<JWSAlgorithm> SIGNED_BY =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_UNDER_WAY = 1000;
    private static final int TIMEOUT_MS = 10_000;

    private final OidcSettings settings;
    private final @Nullable String secret;
    private final Clock clock;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private @Nullable OIDCProviderMetadata known;

    /** @param secret of a confidential client; null for a public one, which PKCE alone protects */
    public OidcLogin(OidcSettings settings, @Nullable String secret, Clock clock) {
        this.settings = settings;
        this.secret = secret;
        this.clock = clock;
    }

    private record Pending(Nonce nonce, CodeVerifier verifier, URI callback, Instant since) {}

    /** @param state goes into a cookie, so that only this browser can come back with it */
    public record Departure(URI address, String state) {}

    /**
     * Who came back.
     *
     * @param subject issuer and subject, which never change
     * @param name as the provider says it now
     */
    public record Arrival(String subject, String name, Role role) {}

    /** Name of the provider's server, for people. */
    public String provider() {
        return settings.issuer().getHost();
    }

    /** @param callback address to which the provider sends the browser back */
    public Departure depart(URI callback) throws OidcProblem {
        State state = new State();
        Pending fresh = new Pending(new Nonce(), new CodeVerifier(), callback, clock.instant());
        Scope scope = new Scope("openid");
        settings.scopes().forEach(scope::add);
        URI address = new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE), scope, new ClientID(settings.clientId()), callback)
                .endpointURI(provided().getAuthorizationEndpointURI())
                .state(state)
                .nonce(fresh.nonce())
                .codeChallenge(fresh.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
        synchronized (pending) {
            pending.values().removeIf(p -> p.since().plus(PATIENCE).isBefore(clock.instant()));
            if (pending.size() >= MOST_UNDER_WAY) {
                pending.remove(pending.keySet().iterator().next());
            }
            pending.put(state.getValue(), fresh);
        }
        return new Departure(address, state.getValue());
    }

    /**
     * @param returned address with which the browser came back
     * @param state of the browser's cookie
     */
    public Arrival arrive(URI returned, @Nullable String state) throws OidcProblem {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(returned);
            Pending begun = take(response.getState(), state);
            if (response instanceof AuthenticationErrorResponse error) {
                throw new OidcProblem(
                        "The provider refused: " + error.getErrorObject().getCode());
            }
            AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
            if (code == null) {
                throw new OidcProblem("The provider gave no code");
            }
            return arrival(claims(code, begun));
        } catch (IOException | KeySourceException e) {
            throw new OidcProblem("The provider cannot be reached", e);
        } catch (GeneralException | BadJOSEException | JOSEException e) {
            throw new OidcProblem("The provider's answer does not hold", e);
        }
    }

    private Pending take(@Nullable State returned, @Nullable String cookie) throws OidcProblem {
        if (returned != null && returned.getValue().equals(cookie)) {
            synchronized (pending) {
                Pending begun = pending.remove(cookie);
                if (begun != null && begun.since().plus(PATIENCE).isAfter(clock.instant())) {
                    return begun;
                }
            }
        }
        throw new OidcProblem("This signing in was not begun here, or too long ago");
    }

    private IDTokenClaimsSet claims(AuthorizationCode code, Pending begun)
            throws OidcProblem, GeneralException, BadJOSEException, JOSEException, IOException {
        OIDCProviderMetadata provider = provided();
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, begun.callback(), begun.verifier());
        ClientID client = new ClientID(settings.clientId());
        URI endpoint = provider.getTokenEndpointURI();
        HTTPRequest request = (secret == null
                        ? new TokenRequest.Builder(endpoint, client, grant)
                        : new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant))
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(TIMEOUT_MS);
        request.setReadTimeout(TIMEOUT_MS);
        TokenResponse response = OIDCTokenResponseParser.parse(request.send());
        if (!response.indicatesSuccess()) {
            throw new OidcProblem("The provider refused the code");
        }
        var keys = new JWSVerificationKeySelector<SecurityContext>(
                SIGNED_BY,
                JWKSourceBuilder.create(
                                provider.getJWKSetURI().toURL(), new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS))
                        .build());
        return new IDTokenValidator(new Issuer(settings.issuer()), client, keys, null)
                .validate(((OIDCTokenResponse) response).getOIDCTokens().getIDToken(), begun.nonce());
    }

    private Arrival arrival(IDTokenClaimsSet claims) throws OidcProblem {
        Object name = claims.getClaim(settings.nameClaim());
        if (!(name instanceof String text) || text.isBlank()) {
            throw new OidcProblem("The provider does not say your name: claim " + settings.nameClaim());
        }
        Role role = settings.role(held(claims))
                .orElseThrow(() -> new OidcProblem("The provider gives you no role in this study"));
        return new Arrival(settings.issuer() + " " + claims.getSubject().getValue(), text.strip(), role);
    }

    /** Values of the claim of roles, which may lie inside others. */
    private List<String> held(IDTokenClaimsSet claims) {
        List<String> path = List.of(settings.roleClaim().split("\\.", -1));
        Object found = claims.getClaim(settings.roleClaim());
        if (found == null) {
            found = claims.getClaim(path.get(0));
            for (String step : path.subList(1, path.size())) {
                found = found instanceof Map<?, ?> inside ? inside.get(step) : null;
            }
        }
        List<String> held = new ArrayList<>();
        for (Object one : found instanceof List<?> list
                ? list
                : Optional.ofNullable(found).stream().toList()) {
            held.add(String.valueOf(one));
        }
        return held;
    }

    /** What the provider says of itself, asked once. */
    private synchronized OIDCProviderMetadata provided() throws OidcProblem {
        OIDCProviderMetadata metadata = known;
        if (metadata == null) {
            try {
                metadata = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MS, TIMEOUT_MS);
            } catch (GeneralException | IOException e) {
                throw new OidcProblem("The provider " + provider() + " cannot be reached", e);
            }
            known = metadata;
        }
        return metadata;
    }
}
