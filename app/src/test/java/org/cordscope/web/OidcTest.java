package org.cordscope.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.LocalProvider.Fault;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Role;
import org.cordscope.web.oidc.OidcSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a provider, against a real one on this machine. */
final class OidcTest {
    @TempDir
    private Path folder = Path.of("");

    private LocalProvider provider;
    private WebStudy study;

    @BeforeEach
    void serve() throws Exception {
        provider = new LocalProvider();
        provider.claims = Map.of("preferred_username", "ida", "realm_access", Map.of("roles", List.of("spine-rater")));
        Path file =
                Files.writeString(folder.resolve("oidc.yaml"), """
            issuer: %s
            client_id: %s
            role_claim: realm_access.roles
            roles:
              rater: spine-rater
              coordinator: spine-lead
            """.formatted(provider.issuer(), LocalProvider.CLIENT));
        study = WebStudy.of(
                folder.resolve("served"), WebSettings.defaults().withTeam(true).withOidc(OidcSettings.read(file)));
    }

    @AfterEach
    void stop() throws Exception {
        study.close();
        provider.close();
    }

    /** Where the provider sends the browser back to. */
    private URI back(Visit visit) throws Exception {
        HttpResponse<String> sent = visit.get("/login/oidc");
        assertEquals(303, sent.statusCode(), sent.body());
        URI there = URI.create(sent.headers().firstValue("Location").orElseThrow());
        return URI.create(visit.send(HttpRequest.newBuilder(there))
                .headers()
                .firstValue("Location")
                .orElseThrow());
    }

    private HttpResponse<String> enter(Visit visit) throws Exception {
        return visit.send(HttpRequest.newBuilder(back(visit)));
    }

    @Test
    void person_is_who_the_provider_says_in_the_role_of_the_claim() throws Exception {
        Visit visit = Visit.stranger(study);
        assertTrue(visit.get("/login").body().contains("/login/oidc"));
        assertEquals(200, enter(visit).statusCode());
        assertTrue(visit.get("/").body().contains("ida \u00b7 rater"));
        assertEquals(200, visit.get("/label").statusCode());
        assertEquals(403, visit.get("/labels").statusCode());
        assertEquals(Role.RATER, new Accounts(study.folder).all().get(0).role(), "the coordinator can assign ida");
        assertEquals(401, Visit.stranger(study).login("ida", "").statusCode(), "there is no password");
    }

    @Test
    void name_stays_with_the_subject_and_the_role_is_that_of_now() throws Exception {
        Visit before = Visit.stranger(study);
        enter(before);
        provider.claims =
                Map.of("preferred_username", "ida.new", "realm_access", Map.of("roles", List.of("spine-lead")));
        Visit now = Visit.stranger(study);
        assertEquals(200, enter(now).statusCode());
        assertTrue(now.get("/").body().contains("ida \u00b7 coordinator"));
        assertEquals(303, before.get("/").statusCode(), "a session in the old role has ended");
    }

    @Test
    void whoever_holds_two_roles_gets_the_one_that_sees_less() throws Exception {
        provider.claims = Map.of(
                "preferred_username", "ida", "realm_access", Map.of("roles", List.of("spine-lead", "spine-rater")));
        Visit visit = Visit.stranger(study);
        enter(visit);
        assertEquals(403, visit.get("/labels").statusCode());
    }

    @Test
    void token_that_does_not_hold_opens_nothing() throws Exception {
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                provider.fault = fault;
                Visit visit = Visit.stranger(study);
                assertEquals(403, enter(visit).statusCode(), fault.name());
                assertEquals(303, visit.get("/").statusCode(), fault.name());
            }
        }
        assertEquals(List.of(), new Accounts(study.folder).all());
    }

    @Test
    void way_back_is_open_once_and_to_the_browser_that_set_out_only() throws Exception {
        Visit visit = Visit.stranger(study);
        URI back = back(visit);
        assertEquals(
                403, Visit.stranger(study).send(HttpRequest.newBuilder(back)).statusCode(), "somebody else's browser");
        assertEquals(200, visit.send(HttpRequest.newBuilder(back)).statusCode());
        Visit other = Visit.stranger(study);
        back(other);
        assertEquals(403, other.send(HttpRequest.newBuilder(back)).statusCode(), "again");
        assertEquals(403, other.get("/login/oidc/callback").statusCode());
        assertEquals(403, other.get("/login/oidc/callback?code=x&state=y").statusCode());
        assertEquals(
                403,
                other.get("/login/oidc/callback?error=access_denied&state=y").statusCode());
    }

    @Test
    void nobody_takes_the_name_of_another_account() throws Exception {
        new Accounts(study.folder).put("ida", Role.ADMIN, WebStudy.PASSWORD);
        assertEquals(409, enter(Visit.stranger(study)).statusCode());
        provider.claims = Map.of("preferred_username", "<b>", "realm_access", Map.of("roles", "spine-rater"));
        HttpResponse<String> refused = enter(Visit.stranger(study));
        assertEquals(409, refused.statusCode());
        assertFalse(refused.body().contains("<b>"));
        assertEquals(1, new Accounts(study.folder).all().size());
    }

    @Test
    void whoever_has_no_role_here_stays_outside() throws Exception {
        provider.claims = Map.of("preferred_username", "eve", "realm_access", Map.of("roles", List.of("surgeon")));
        HttpResponse<String> refused = enter(Visit.stranger(study));
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains("no role in this study"));
    }

    @Test
    void provider_that_is_away_is_said_and_passwords_still_work() throws Exception {
        new Accounts(study.folder).put("rater", Role.RATER, WebStudy.PASSWORD);
        provider.close();
        HttpResponse<String> away = Visit.stranger(study).get("/login/oidc");
        assertEquals(502, away.statusCode());
        assertTrue(away.body().contains("cannot be reached"));
        assertEquals(200, Visit.as(study, "rater").get("/label").statusCode());
    }

    @Test
    void settings_that_cannot_be_used_are_said_with_the_file() throws Exception {
        for (String text : List.of(
                "client_id: x\nroles: {rater: a}\n",
                "issuer: http://login.example.org\nclient_id: x\nroles: {rater: a}\n",
                "issuer: https://login.example.org\nroles: {rater: a}\n",
                "issuer: https://login.example.org\nclient_id: x\n",
                "issuer: https://login.example.org\nclient_id: x\nroles: {owner: a}\n",
                "issuer: https://login.example.org\nclient_id: x\nroles: {rater: a}\nclient_secret: y\n")) {
            Path file = Files.writeString(folder.resolve("bad.yaml"), text);
            UserFacingException e = assertThrows(UserFacingException.class, () -> OidcSettings.read(file), text);
            assertTrue(String.valueOf(e.getMessage()).contains("bad.yaml"), e.getMessage());
        }
    }
}
