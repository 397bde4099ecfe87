package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderDeidentificationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path in;
    private Path out;
    private Path secret;

    @BeforeEach
    void makeFiles() throws IOException {
        in = folder.resolve("Lilienthal_Otto");
        out = folder.resolve("out");
        secret = folder.resolve("out-private");
        for (int patient = 1; patient <= 3; patient++) {
            for (int slice = 1; slice <= 4; slice++) {
                DataSet data =
                        MadeFile.slice("PATIENT7" + patient + "X", "1.2.3.1" + patient, "1.2.3.2" + patient, slice);
                data.set(0x00100010, Vr.PN, "Lilienthal^Otto^" + patient);
                MadeFile.write(in.resolve("p" + patient + "/s" + slice + ".dcm"), data);
            }
        }
        Files.copy(in.resolve("p1/s1.dcm"), in.resolve("p1/s9.dcm"));
        Files.writeString(in.resolve("notes.txt"), "Otto Lilienthal called");
        try (OutputStream file = Files.newOutputStream(in.resolve("zipped.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("Lilienthal/s1.dcm"));
            Path made = MadeFile.write(folder.resolve("z.dcm"), MadeFile.slice("PATIENT9Z", "1.2.3.19", "1.2.3.29", 1));
            zip.write(Files.readAllBytes(made));
        }
    }

    private DeidentificationSummary run() throws IOException {
        return FolderDeidentification.run(
                List.of(in), out, null, DeidentificationOptions.defaults(), CLOCK, Progress.NONE);
    }

    @Test
    void every_file_has_an_output_or_a_reason_and_no_path_is_told() throws IOException {
        DeidentificationSummary summary = run();
        assertEquals(13, summary.written());
        assertEquals(Map.of("copy of another file", 1, "not DICOM: text", 1), summary.rejected());
        assertEquals(14, outputs().size());
        assertEquals(3, Files.readAllLines(out.resolve("rejected.csv")).size());
        assertEquals(
                List.of(),
                DeidentificationCheck.find(
                        out, List.of("Lilienthal", "Otto", "notes", "PATIENT7", "20190615", "1.2.3.1")));
        assertTrue(Files.readString(secret.resolve("files.csv")).contains("Lilienthal_Otto"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        for (String name : List.of("key", "linking.csv", "identifiers", "files.csv", "options")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.resolve(name))),
                    name);
        }
    }

    @Test
    void files_of_one_instance_are_told_apart_and_the_first_usable_one_is_written() throws IOException {
        DataSet slice = MadeFile.slice("PATIENT71X", "1.2.3.11", "1.2.3.21", 7);
        MadeFile.write(in.resolve("p1/u1.dcm"), slice.set(0x60020100, Vr.US, 16));
        MadeFile.write(in.resolve("p1/u2.dcm"), MadeFile.slice("PATIENT71X", "1.2.3.11", "1.2.3.21", 7));
        MadeFile.write(
                in.resolve("p1/u3.dcm"),
                MadeFile.slice("PATIENT71X", "1.2.3.11", "1.2.3.21", 7).set(0x00180087, Vr.DS, "3"));
        MadeFile.write(in.resolve("p1/u4.dcm"), MadeFile.slice("PATIENT71X", "1.2.3.11", "1.2.3.21", 7));
        for (int written : List.of(14, 0)) {
            DeidentificationSummary summary = run();
            assertEquals(written, summary.written());
            assertEquals(
                    Map.of(
                            "copy of another file", 2,
                            "same SOP Instance UID as another file, other content", 1,
                            "overlay kept in unused bits of the pixels", 1,
                            "not DICOM: text", 1),
                    summary.rejected());
        }
    }

    @Test
    void running_again_changes_nothing_and_more_files_can_follow() throws IOException {
        run();
        Map<String, String> before = outputs();
        DeidentificationSummary again = run();
        assertEquals(0, again.written());
        assertEquals(13, again.unchanged());
        assertEquals(before, outputs());
        MadeFile.write(in.resolve("p1/s5.dcm"), MadeFile.slice("PATIENT71X", "1.2.3.11", "1.2.3.21", 5));
        assertEquals(1, run().written());
        assertEquals(before.size() + 1, outputs().size());
    }

    @Test
    void a_run_killed_at_any_moment_is_taken_up() throws IOException {
        run();
        Map<String, String> whole = outputs();
        String lost = whole.keySet().stream()
                .filter(name -> name.endsWith(".dcm"))
                .findFirst()
                .orElseThrow();
        Files.delete(out.resolve(lost));
        Files.writeString(out.resolve(lost).resolveSibling(".half.dcm.1-1.part"), "half");
        cutOff(secret.resolve("files.csv"));
        cutOff(secret.resolve("identifiers"));
        Files.delete(out.resolve("rejected.csv"));
        DeidentificationSummary resumed = run();
        assertTrue(resumed.written() >= 1 && resumed.outputs() == 13, resumed.toString());
        assertEquals(whole, outputs());
        assertEquals(List.of(), Verification.run(out, null, Progress.NONE).findings());
    }

    @Test
    void the_key_never_lies_in_what_is_given_away() {
        for (Path inside : List.of(out.resolve("private"), out, folder)) {
            assertThrows(
                    UserFacingException.class,
                    () -> FolderDeidentification.run(
                            List.of(in), out, inside, DeidentificationOptions.defaults(), CLOCK, Progress.NONE));
        }
        assertFalse(Files.exists(out.resolve("private")));
        assertThrows(
                UserFacingException.class,
                () -> FolderDeidentification.run(
                        List.of(in),
                        in.resolve("out"),
                        null,
                        DeidentificationOptions.defaults(),
                        CLOCK,
                        Progress.NONE));
    }

    @Test
    void one_folder_has_one_choice_of_options() throws IOException {
        run();
        assertThrows(
                UserFacingException.class,
                () -> FolderDeidentification.run(
                        List.of(in), out, null, DeidentificationOptions.basic(), CLOCK, Progress.NONE));
    }

    @Test
    void verify_finds_an_identifier_in_every_encoding_and_place() throws IOException {
        run();
        assertEquals(List.of(), Verification.run(out, null, Progress.NONE).findings());
        Path image = out.resolve(outputs().keySet().stream()
                .filter(name -> name.endsWith(".dcm"))
                .findFirst()
                .orElseThrow());
        byte[] clean = Files.readAllBytes(image);
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1")) {
            Files.write(image, clean);
            Files.write(image, "  lilienthal ".getBytes(Charset.forName(charset)), StandardOpenOption.APPEND);
            assertFinding("person name");
        }
        Files.write(image, clean);
        for (String text : List.of("x 2019-06-15", "x 20190615", "PATIENT71X", "see 1.2.3.21.1 there", "OTTO")) {
            Files.writeString(out.resolve("notes.csv"), text);
            assertEquals(
                    1, Verification.run(out, null, Progress.NONE).findings().size(), text);
        }
        Files.writeString(out.resolve("notes.csv"), "mottos, 12019-06-15, 1.2.3.21.15, lottos");
        assertEquals(List.of(), Verification.run(out, null, Progress.NONE).findings());
        Files.move(out.resolve("notes.csv"), out.resolve("Lilienthal.csv"));
        assertFinding("person name in its name");
    }

    private void assertFinding(String what) throws IOException {
        List<Verification.Finding> findings =
                Verification.run(out, null, Progress.NONE).findings();
        assertTrue(findings.stream().anyMatch(f -> f.what().equals(what)), findings.toString());
        assertFalse(findings.toString().toLowerCase(java.util.Locale.ROOT).contains("lilienthal"), findings.toString());
    }

    @Test
    void verify_reads_wide_text_and_names_of_links_and_empty_folders() throws IOException {
        run();
        Path wide = Files.write(out.resolve("list.csv"), "1;Lilienthal".getBytes(StandardCharsets.UTF_16));
        assertEquals(1, Verification.run(out, null, Progress.NONE).findings().size());
        Files.delete(wide);
        Path empty = Files.createDirectory(out.resolve("Lilienthal"));
        assertEquals(1, Verification.run(out, null, Progress.NONE).findings().size());
        Files.delete(empty);
        Files.createSymbolicLink(out.resolve("Lilienthal"), folder);
        assertEquals(1, Verification.run(out, null, Progress.NONE).findings().size());
    }

    @Test
    void verify_refuses_a_file_that_was_not_deidentified() throws IOException {
        run();
        Files.copy(in.resolve("p2/s2.dcm"), out.resolve("x.dcm"));
        List<String> found = Verification.run(out, null, Progress.NONE).findings().stream()
                .map(Verification.Finding::what)
                .toList();
        assertTrue(found.contains("does not say Patient Identity Removed YES"), found.toString());
        assertTrue(found.containsAll(List.of("UID", "person name", "patient attribute")), found.toString());
    }

    @Test
    void short_identifiers_are_found_as_whole_values_only() throws IOException {
        DataSet data = MadeFile.slice("LI7", "1.2.3.18", "1.2.3.28", 1);
        data.set(0x00100010, Vr.PN, "Li^Wu");
        MadeFile.write(in.resolve("short.dcm"), data);
        run();
        assertEquals(List.of(), Verification.run(out, null, Progress.NONE).findings());
        DataSet leak = MadeFile.slice("other", "2.25.1", "2.25.2", 1);
        leak.set(0x00100010, Vr.PN, "other").set(0x00120062, Vr.CS, "YES").set(0x00081030, Vr.LO, "LI7");
        leak.set(0x00100030, Vr.DA, "19000101").set(0x00080020, Vr.DA, "19000101");
        MadeFile.write(out.resolve("leak.dcm"), leak);
        assertFinding("short identifier as a whole value");
    }

    private static void cutOff(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    }

    private Map<String, String> outputs() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(out.relativize(file).toString(), Sha256.ofFile(file));
            }
        }
        return hashes;
    }
}
