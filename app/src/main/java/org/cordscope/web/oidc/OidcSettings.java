package org.cordscope.web.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which provider people sign in with, and what its claims mean here.
 *
 * @param issuer its address; https, or http on this machine
 * @param clientId of Cordscope at the provider
 * @param scopes beyond {@code openid}
 * @param nameClaim claim that names the person; labels stand under it
 * @param roleClaim claim that holds roles or groups, as a text or a list; dots lead into objects
 * @param roles what the claim holds for each role: rater, adjudicator, coordinator, admin
 */
public record OidcSettings(
        URI issuer,
        String clientId,
        List<String> scopes,
        String nameClaim,
        String roleClaim,
        Map<String, String> roles) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public OidcSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
        boolean encrypted = "https".equals(issuer.getScheme());
        if (issuer.getHost() == null || (!encrypted && !isThisMachine(issuer))) {
            throw new IllegalArgumentException("issuer is an https address: " + issuer);
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("client_id is missing");
        }
        if (roles.isEmpty() || !roles.keySet().stream().allMatch(OidcSettings::isRole)) {
            throw new IllegalArgumentException(
                    "roles says what the claim holds for rater, adjudicator, coordinator and admin: " + roles.keySet());
        }
    }

    private static boolean isRole(String word) {
        return Stream.of(Role.values())
                .anyMatch(role -> role != Role.OWNER
                        && role.name().toLowerCase(Locale.ROOT).equals(word));
    }

    private static boolean isThisMachine(URI issuer) {
        return "http".equals(issuer.getScheme())
                && List.of("localhost", InetAddress.getLoopbackAddress().getHostAddress())
                        .contains(issuer.getHost());
    }

    /** The file's own form, in which most keys may be left out. */
    private record Written(
            @Nullable URI issuer,
            @Nullable String clientId,
            @Nullable List<String> scopes,
            @Nullable String nameClaim,
            @Nullable String roleClaim,
            @Nullable Map<String, String> roles) {

        OidcSettings settings() {
            return new OidcSettings(
                    Optional.ofNullable(issuer).orElseThrow(() -> new IllegalArgumentException("issuer is missing")),
                    clientId == null ? "" : clientId,
                    scopes == null ? List.of("profile") : scopes,
                    nameClaim == null ? "preferred_username" : nameClaim,
                    roleClaim == null ? "roles" : roleClaim,
                    roles == null ? Map.of() : roles);
        }
    }

    /** @throws UserFacingException where the file cannot be used */
    public static OidcSettings read(Path file) {
        try {
            @Nullable Written written = YAML.readValue(Files.readString(file), Written.class);
            if (written == null) {
                throw new IllegalArgumentException("it says nothing");
            }
            return written.settings();
        } catch (JsonProcessingException e) {
            throw unusable(file, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read", e);
        }
    }

    private static UserFacingException unusable(Path file, String problem, Exception cause) {
        return new UserFacingException(
                file + ": " + problem + ".", "docs/web.md shows the keys: issuer, client_id, roles and more.", cause);
    }

    /** The first role whose value is among these, in the order of {@link Role}: the one that sees least. */
    Optional<Role> role(List<String> held) {
        return Stream.of(Role.values())
                .filter(role -> {
                    String value = roles.get(role.name().toLowerCase(Locale.ROOT));
                    return value != null && held.contains(value);
                })
                .findFirst();
    }
}
