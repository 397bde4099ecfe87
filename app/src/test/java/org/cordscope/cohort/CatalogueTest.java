package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
    @TempDir
    Path folder;

    private List<Catalogue> both() throws IOException {
        return List.of(Catalogue.open(folder.resolve("study.db")), Catalogue.open(PostgresServer.freshUrl()));
    }

    @Test
    void opening_again_keeps_what_is_stored() throws IOException {
        String url = PostgresServer.freshUrl();
        try (Catalogue first = Catalogue.open(url)) {
            first.jdbi().useTransaction(handle -> Catalogue.set(handle, "a", "1"));
        }
        try (Catalogue again = Catalogue.open(url)) {
            assertEquals(Optional.of("1"), again.setting("a"));
        }
    }

    @Test
    void texts_are_ordered_by_their_bytes_in_both() throws IOException {
        for (Catalogue catalogue : both()) {
            try (catalogue) {
                for (String subject : List.of("sub-b", "sub-A", "sub_a", "sub-a", "sub-B")) {
                    catalogue.jdbi().useTransaction(h -> ImportStore.putSubject(h, subject, null, ""));
                }
                assertEquals(
                        List.of("sub-A", "sub-B", "sub-a", "sub-b", "sub_a"),
                        catalogue
                                .jdbi()
                                .withHandle(h -> h.createQuery("SELECT subject FROM subjects ORDER BY subject")
                                        .mapTo(String.class)
                                        .list()));
            }
        }
    }

    @Test
    void rows_that_refer_to_nothing_are_refused_by_both() throws IOException {
        for (Catalogue catalogue : both()) {
            try (catalogue) {
                assertThrows(
                        UnableToExecuteStatementException.class,
                        () -> catalogue
                                .jdbi()
                                .useTransaction(
                                        h -> h.execute(
                                                "INSERT INTO clinical_values (subject, field, content) VALUES ('nobody', 'age', '1')")));
            }
        }
    }

    @Test
    void catalogue_of_a_newer_cordscope_is_refused_by_both() throws IOException {
        String url = PostgresServer.freshUrl();
        Path file = folder.resolve("newer.db");
        for (Catalogue catalogue : List.of(Catalogue.open(file), Catalogue.open(url))) {
            try (catalogue) {
                catalogue.jdbi().useTransaction(h -> h.execute("INSERT INTO schema_steps (step) VALUES (999)"));
            }
        }
        assertThrows(UserFacingException.class, () -> Catalogue.open(file));
        assertThrows(UserFacingException.class, () -> Catalogue.open(url));
    }

    @Test
    void password_in_the_address_is_refused_and_not_repeated() {
        UserFacingException e = assertThrows(
                UserFacingException.class,
                () -> Catalogue.open("jdbc:postgresql://localhost/x?user=a&password=geheim"));
        assertFalse(String.valueOf(e.getMessage()).contains("geheim"), e.getMessage());
        assertTrue(e.remedy().contains("CORDSCOPE_DATABASE_PASSWORD"));
    }

    @Test
    void server_that_is_not_there_is_said_and_leaves_no_study_behind() {
        Path root = folder.resolve("study");
        StudySettings settings = StudySettings.named("trial").withDatabase("jdbc:postgresql://localhost:1/x?user=a");
        UserFacingException e =
                assertThrows(UserFacingException.class, () -> StudyFolder.init(root, settings, StoredStudy.CLOCK));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot be reached"), e.getMessage());
        assertFalse(Files.exists(root.resolve("study.yaml")));
    }

    @Test
    void key_of_another_study_is_refused() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("study"), StudySettings.named("trial"), StoredStudy.CLOCK);
        study.deidentifier();
        Files.writeString(study.root().resolve("private/key"), "00".repeat(32) + "\n");
        UserFacingException e = assertThrows(UserFacingException.class, study::deidentifier);
        assertTrue(String.valueOf(e.getMessage()).contains("private/key"), e.getMessage());
    }
}
