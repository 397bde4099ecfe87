package org.cordscope.cohort;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.cordscope.dicom.FileState;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;

class ChangingFilesTest extends ImportCase {
    @Test
    void files_that_change_while_they_are_imported_are_each_accounted_for() throws IOException {
        StudyFolder study = study("a");
        Path first = input.resolve("PATIENT1/t2/0");
        byte[] whole = Files.readAllBytes(first);
        ImportSummary summary = Importing.run(study, ImportRequest.of(input), RULES, onceImporting(() -> {
            Files.delete(first);
            Files.copy(input.resolve("PATIENT3/t2/0"), input.resolve("PATIENT1/t2/1"), REPLACE_EXISTING);
            Files.write(input.resolve("PATIENT1/t2/4"), Arrays.copyOf(whole, whole.length - 10));
            Path replaced = input.resolve("PATIENT2/t2/0");
            Files.delete(replaced);
            Files.createDirectory(replaced);
            Path linked = input.resolve("PATIENT2/t2/1");
            Files.delete(linked);
            Files.createSymbolicLink(linked, linked);
        }));
        assertEquals(3 * (SLICES + 4) + 2, summary.files());
        assertEquals(
                Map.of(
                        "vanished while it was imported", 1,
                        "changed while it was imported: import it again", 1,
                        "cut short", 1,
                        "not a file", 1,
                        "became a symbolic link while it was imported", 1,
                        "not DICOM: text", 1),
                summary.unusableFiles());
        assertEquals(3 * SLICES - 5, summary.usedFiles());
        Files.write(first, whole);
        assertEquals(3 * SLICES - 4, run(study).usedFiles());
    }

    private interface Meddling {
        void run() throws IOException;
    }

    private static Progress onceImporting(Meddling meddling) {
        return new Progress() {
            @Override
            public void begin(String task, long total) {
                if (task.equals("importing")) {
                    assertDoesNotThrow(meddling::run);
                }
            }

            @Override
            public void advance(long steps) {}
        };
    }

    @Test
    void file_that_changes_after_its_header_was_read_is_not_taken_for_what_it_was() throws IOException {
        StudyFolder study = study("a");
        Path file = input.resolve("PATIENT1/t2/0");
        FileState state = FileState.of(Files.readAttributes(file, BasicFileAttributes.class));
        SourceIndex.Entry entry = new SourceIndex.Entry(
                SourceFile.of(file), state.bytes(), state.modifiedMs(), "1.2.1", "1.2.1.1", "", "found", "", null);
        FoundInstance found = FoundInstance.read(
                entry,
                new ForeignFiles(),
                new HeldHeaders(),
                study.deidentifier().pseudonyms());
        assertEquals(Optional.empty(), found.change());
        Files.setLastModifiedTime(file, FileTime.fromMillis(state.modifiedMs() + 5));
        assertEquals(Optional.of("changed while it was imported: import it again"), found.change());
        Files.delete(file);
        assertEquals(Optional.of("vanished while it was imported"), found.change());
    }
}
