package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DicomScanTest {
    @TempDir
    Path folder;

    private final byte[] image = DicomWriter.toBytes(SampleImage.plain());
    private Path inputs = Path.of("");

    @BeforeEach
    void makeInputs() throws IOException {
        inputs = Files.createDirectory(folder.resolve("in"));
    }

    /** Paths below the inputs, with an exclamation mark and the reason where rejected. */
    private List<String> scan(Path... paths) throws IOException {
        List<String> found = new ArrayList<>();
        DicomScan.scan(List.of(paths), Progress.NONE, listing(found));
        return found;
    }

    private DicomScan.Sink listing(List<String> found) {
        return new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                found.add(shown(header.source().display()));
            }

            @Override
            public void rejected(Rejected rejected) {
                found.add(shown(rejected.path()) + ": " + rejected.reason());
            }
        };
    }

    private String shown(String path) {
        return path.replace(inputs + "/", "");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = inputs.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Test
    void an_interrupt_stops_the_scan_instead_of_rejecting_files() throws IOException {
        write("a", image);
        write("b", image);
        List<InstanceHeader> headers = new ArrayList<>();
        List<Rejected> rejections = new ArrayList<>();
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> DicomScan.scan(List.of(inputs), Progress.NONE, DicomScan.Sink.into(headers, rejections)));
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), headers);
        assertEquals(List.of(), rejections);
    }

    @Test
    void many_threads_find_the_same_in_the_same_order() throws IOException {
        for (int i = 0; i < 300; i++) {
            write(String.format(Locale.ROOT, "%03d", i * 7 % 300), i % 5 == 0 ? new byte[i] : image);
        }
        List<String> alone = new ArrayList<>();
        List<String> together = new ArrayList<>();
        DicomScan.scan(List.of(inputs), Progress.NONE, listing(alone));
        DicomScan.scan(List.of(inputs), 4, Progress.NONE, listing(together));
        assertEquals(300, alone.size());
        assertEquals(alone, together);
    }

    @Test
    void an_interrupt_stops_many_threads_too() throws IOException {
        for (int i = 0; i < 300; i++) {
            write("f" + i, image);
        }
        List<String> found = new ArrayList<>();
        DicomScan.Sink interrupting = listing(found);
        assertThrows(
                CancellationException.class,
                () -> DicomScan.scan(List.of(inputs), 3, Progress.NONE, new DicomScan.Sink() {
                    @Override
                    public void readable(InstanceHeader header) {
                        interrupting.readable(header);
                        Thread.currentThread().interrupt();
                    }

                    @Override
                    public void rejected(Rejected rejected) {
                        interrupting.rejected(rejected);
                    }
                }));
        assertTrue(Thread.interrupted());
        assertEquals(List.of("f0"), found);
    }

    @Test
    void every_file_becomes_a_header_or_a_rejection_in_path_order() throws IOException {
        write("b/2.dcm", image);
        write("b/1.dcm", image);
        write("c.txt", new byte[] {'h', 'i'});
        write("a", image);
        write("empty", new byte[0]);
        assertEquals(
                List.of("a", "b/1.dcm", "b/2.dcm", "c.txt: not DICOM: text", "empty: not DICOM: an empty file"),
                scan(inputs));
    }

    @Test
    void a_file_that_another_reader_claims_is_asked_for_once_and_not_opened() throws IOException {
        write("a/1.dcm", image);
        write("a/2.nii", new byte[] {1});
        write("b.nii", new byte[0]);
        List<String> claimed = new ArrayList<>();
        List<String> found = new ArrayList<>();
        DicomScan.scan(List.of(inputs), Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                found.add(shown(header.source().display()));
            }

            @Override
            public void rejected(Rejected rejected) {
                found.add(shown(rejected.path()));
            }

            @Override
            public boolean claims(Path file) {
                return file.toString().endsWith(".nii") && claimed.add(shown(file.toString()));
            }
        });
        assertEquals(List.of("a/1.dcm"), found);
        assertEquals(List.of("a/2.nii", "b.nii"), claimed);
    }

    @Test
    void symbolic_links_are_told_and_not_followed() throws IOException {
        write("a/1.dcm", image);
        Files.createSymbolicLink(inputs.resolve("a/loop"), inputs);
        Files.createSymbolicLink(inputs.resolve("link.dcm"), inputs.resolve("a/1.dcm"));
        Files.createSymbolicLink(inputs.resolve("nowhere"), inputs.resolve("missing"));
        assertEquals(
                List.of(
                        "a/1.dcm",
                        "a/loop: symbolic link, not followed",
                        "link.dcm: symbolic link, not followed",
                        "nowhere: symbolic link, not followed"),
                scan(inputs));
        assertEquals(List.of("link.dcm"), scan(inputs.resolve("link.dcm")));
    }

    @Test
    void what_is_no_file_is_told() throws IOException {
        assertEquals(List.of("missing: no such file or folder"), scan(inputs.resolve("missing")));
        assertEquals(List.of("/dev/zero: neither file nor folder"), scan(Path.of("/dev/zero")));
    }

    @Test
    void archives_are_walked_without_making_paths_of_their_names() throws IOException {
        try (ZipOutputStream zip = zip("study.zip")) {
            put(zip, "b/image.dcm", image);
            put(zip, "../../escape.dcm", image);
            put(zip, "a.txt", new byte[] {'h', 'i'});
            put(zip, "nested.zip", new byte[] {'P', 'K', 3, 4});
            zip.putNextEntry(new ZipEntry("folder/"));
        }
        assertEquals(
                List.of(
                        "study.zip!../../escape.dcm",
                        "study.zip!a.txt: not DICOM: text",
                        "study.zip!b/image.dcm",
                        "study.zip!nested.zip: not DICOM: a ZIP archive inside an archive"),
                scan(inputs));
    }

    @Test
    void an_entry_is_read_again_by_its_source() throws IOException {
        try (ZipOutputStream zip = zip("study.zip")) {
            put(zip, "image.dcm", image);
        }
        DicomObject object =
                DicomReader.read(new org.cordscope.study.SourceFile(inputs.resolve("study.zip"), "image.dcm"));
        assertEquals(48, object.data().bytes(Tag.PIXEL_DATA).length);
    }

    @Test
    void broken_and_exploding_archives_are_rejected() throws IOException {
        write("broken.zip", new byte[] {'P', 'K', 3, 4, 0, 0, 0});
        try (ZipOutputStream zip = zip("bomb.zip")) {
            zip.putNextEntry(new ZipEntry("bomb.dcm"));
            zip.write(image, 0, image.length - 60);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 70; i++) {
                zip.write(zeros);
            }
        }
        List<String> found = scan(inputs);
        assertTrue(found.get(0).startsWith("bomb.zip!bomb.dcm: expands far beyond its size"), found.get(0));
        assertEquals("broken.zip: not a readable ZIP archive, or an encrypted one", found.get(found.size() - 1));
    }

    @Test
    void gzipped_images_are_measured_to_their_end() throws IOException {
        write("whole.dcm.gz", gzip(image, image.length));
        write("cut.dcm.gz", gzip(image, image.length - 10));
        assertEquals(
                List.of("cut.dcm.gz: cut short: pixel data claim 48 bytes where 38 remain", "whole.dcm.gz"),
                scan(inputs));
    }

    private static byte[] gzip(byte[] bytes, int length) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes, 0, length);
        }
        return out.toByteArray();
    }

    private ZipOutputStream zip(String name) throws IOException {
        return new ZipOutputStream(Files.newOutputStream(inputs.resolve(name)));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
    }
}
