package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyFolderTest {
    @TempDir
    Path folder;

    @Test
    void new_study_opens_again_with_its_settings() throws IOException {
        Path root = folder.resolve("study");
        StudySettings settings = StudySettings.named("trial").withSeed(9).withSplit(new SplitShares(0.3, 0.2));
        StudyFolder.init(root, settings, StoredStudy.CLOCK);
        assertEquals(settings, StudyFolder.open(root, StoredStudy.CLOCK).settings());
    }

    @Test
    void unknown_keys_of_study_yaml_stop() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("study"), StudySettings.named("trial"), StoredStudy.CLOCK);
        Path yaml = study.root().resolve("study.yaml");
        Files.writeString(yaml, Files.readString(yaml) + "sead: 3\n");
        UserFacingException e =
                assertThrows(UserFacingException.class, () -> StudyFolder.open(study.root(), StoredStudy.CLOCK));
        assertTrue(String.valueOf(e.getMessage()).contains("sead"), e.getMessage());
    }

    @Test
    void options_of_de_identification_are_settings_that_stay() throws IOException {
        Path root = folder.resolve("study");
        StudyFolder.init(root, StudySettings.named("trial"), StoredStudy.CLOCK).deidentifier();
        Path yaml = root.resolve("study.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("CLEAN_DESCRIPTORS", "retain_device_identity"));
        StudyFolder changed = StudyFolder.open(root, StoredStudy.CLOCK);
        UserFacingException e = assertThrows(UserFacingException.class, changed::deidentifier);
        assertTrue(String.valueOf(e.getMessage()).contains("options"), e.getMessage());
        Files.writeString(yaml, Files.readString(yaml).replace("retain_device_identity", "RETAIN_UIDS"));
        assertThrows(UserFacingException.class, () -> StudyFolder.open(root, StoredStudy.CLOCK));
    }

    @Test
    void init_does_not_touch_a_folder_in_use() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "x");
        assertThrows(
                UserFacingException.class,
                () -> StudyFolder.init(folder, StudySettings.named("trial"), StoredStudy.CLOCK));
        assertThrows(UserFacingException.class, () -> StudyFolder.open(folder, StoredStudy.CLOCK));
    }

    @Test
    void key_and_linking_table_are_for_their_owner_only() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("study"), StudySettings.named("trial"), StoredStudy.CLOCK);
        String subject = study.deidentifier().pseudonyms().subject("P1");
        assertEquals(subject, study.deidentifier().pseudonyms().subject(" P1 "));
        Importing.run(study, ImportRequest.of(study.root()), SeriesRules.defaults(), Progress.NONE);
        for (String name : new String[] {"key", "linking.csv", "identifiers", "index.db", "files.csv"}) {
            assertEquals("rw-------", mode(study.root().resolve("private").resolve(name)));
        }
        assertEquals("rwx------", mode(study.root().resolve("private")));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
