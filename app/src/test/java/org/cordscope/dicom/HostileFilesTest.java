package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that mean harm: each is refused for one clear reason, soon and in little memory, and the image behind is read. */
final class HostileFilesTest {
    private static final String BOMB = "expands far beyond its size, as a decompression bomb does";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final byte[] image = DicomWriter.toBytes(SampleImage.plain());
    private Path inputs = Path.of("");
    private HostileFiles files = new HostileFiles(inputs, image);

    /** The last by name, to show that the scan goes on. */
    @BeforeEach
    void makeInputs() throws IOException {
        inputs = Files.createDirectory(folder.resolve("in"));
        Files.write(inputs.resolve("~good.dcm"), image);
        files = new HostileFiles(inputs, image);
    }

    /** @param hashed true to read small files whole, for their hashes, as an import does */
    private List<String> scan(int threads, boolean hashed) {
        List<String> found = new ArrayList<>();
        DicomScan.Sink sink = new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                found.add(shown(header.source().display()));
            }

            @Override
            public void rejected(Rejected rejected) {
                found.add(shown(rejected.path()) + ": " + rejected.reason());
            }

            @Override
            public boolean wantsHash(Path file, FileState state) {
                return hashed;
            }
        };
        assertTimeoutPreemptively(SOON, () -> DicomScan.scan(List.of(inputs), threads, Progress.NONE, sink));
        return found;
    }

    private String shown(String path) {
        return path.replace(inputs + "/", "");
    }

    private void expect(String... lines) {
        List<String> expected = new ArrayList<>(List.of(lines));
        expected.add("~good.dcm");
        assertEquals(expected, scan(1, false));
        assertEquals(expected, scan(3, false));
        assertEquals(expected, scan(3, true));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(inputs.resolve(name), bytes);
    }

    @Test
    void lengths_that_claim_gigabytes_are_refused_before_they_are_believed() throws IOException {
        files.claims();
        expect(
                "sequence.dcm: cut short: (0008,1140) claims 2147483632 bytes where 16 remain",
                "value.dcm: cut short: (0009,1001) claims 4294967280 bytes where 0 remain");
    }

    @Test
    void gigabytes_that_are_there_before_the_pixel_data_are_not_read_into_memory() throws IOException {
        files.sparse();
        expect("sparse.dcm: more than 128 MB before the pixel data");
    }

    @Test
    void zeros_behind_a_data_set_are_padding_only_as_far_as_a_block_goes() throws IOException {
        files.zeros();
        ByteArrayOutputStream padded = new ByteArrayOutputStream();
        padded.writeBytes(image);
        padded.writeBytes(new byte[1 << 20]);
        write("padded.dcm", padded.toByteArray());
        expect("padded.dcm", "zeros.dcm: more than 16 MB that begin with zeros after the data set");
        assertTrue(DicomReader.read(SourceFile.of(inputs.resolve("padded.dcm")))
                .data()
                .contains(Tag.PIXEL_DATA));
    }

    @Test
    void sequences_without_end_are_refused_in_every_encoding() throws IOException {
        files.sequences();
        expect(
                "defined.dcm: sequences nested more than 64 deep",
                "explicit.dcm: sequences nested more than 64 deep",
                "implicit.dcm: sequences nested more than 64 deep");
    }

    @Test
    void millions_of_empty_items_and_elements_are_refused() throws IOException {
        files.millions();
        expect(
                "elements.dcm: more than 50000 elements in one data set",
                "items.dcm: more than 50000 items in sequences");
    }

    @Test
    void bombs_are_known_by_their_first_bytes_whatever_their_size() throws IOException {
        files.bombs();
        expect("bomb.dcm.gz: " + BOMB, "deflated.dcm: " + BOMB, "ratio.zip!bomb.dcm: " + BOMB, "ratio.zip!good.dcm");
    }

    @Test
    void bombs_that_hide_behind_small_elements_pixels_or_claimed_frames_are_refused_or_not_touched()
            throws IOException {
        files.hidden();
        expect("behind.dcm.gz", "frames.dcm: no pixel data: unknown SOP class", "pieces.dcm.gz: " + BOMB);
        DicomFormatException refused = assertThrows(
                DicomFormatException.class, () -> DicomReader.read(SourceFile.of(inputs.resolve("behind.dcm.gz"))));
        assertEquals("more than 16 MB that begin with zeros after the data set", refused.reason());
    }

    @Test
    void archives_with_names_that_point_outside_are_only_read() throws IOException {
        files.names();
        expect(
                "names.zip!../../up.dcm",
                "names.zip!/etc/abs.dcm",
                "names.zip!C:\\win.dcm",
                "names.zip!line\\u000abreak.dcm",
                "names.zip!\\u202ertl.dcm");
        assertTrue(Files.notExists(inputs.resolve("../../up.dcm")));
    }

    @Test
    void an_archive_of_a_million_entries_is_refused_by_what_its_end_says() throws IOException {
        files.million();
        expect("million.zip: a ZIP archive of more than 200000 entries: unpack it first");
    }

    @Test
    void entries_that_overlap_are_refused() throws IOException {
        files.overlap();
        expect("overlap.zip: a ZIP archive whose entries overlap, as in a decompression bomb");
    }

    @Test
    void archives_inside_archives_are_told_and_not_opened() throws IOException {
        files.nestedArchives();
        expect("outer.zip!inner: not DICOM: a ZIP archive inside an archive");
    }

    @Test
    void what_is_no_regular_file_is_never_opened() throws Exception {
        Files.createSymbolicLink(inputs.resolve("file-link"), inputs.resolve("~good.dcm"));
        Files.createSymbolicLink(inputs.resolve("folder-link"), inputs);
        Files.createSymbolicLink(inputs.resolve("self"), inputs.resolve("self"));
        Files.createSymbolicLink(inputs.resolve("zero"), Path.of("/dev/zero"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", inputs.resolve("pipe").toString())
                        .start()
                        .waitFor());
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(inputs.resolve("socket")));
            expect(
                    "file-link: symbolic link, not followed",
                    "folder-link: symbolic link, not followed",
                    "pipe: neither file nor folder",
                    "self: symbolic link, not followed",
                    "socket: neither file nor folder",
                    "zero: symbolic link, not followed");
        }
        List<Rejected> rejected = new ArrayList<>();
        List<Path> given = List.of(inputs.resolve("zero"), inputs.resolve("self"), inputs.resolve("pipe"));
        assertTimeoutPreemptively(
                SOON, () -> DicomScan.scan(given, Progress.NONE, DicomScan.Sink.into(new ArrayList<>(), rejected)));
        assertEquals(
                List.of("neither file nor folder", "not readable: FileSystemException", "neither file nor folder"),
                rejected.stream().map(Rejected::reason).toList());
    }

    @Test
    void odd_names_are_read_and_shown_on_one_line() throws IOException {
        List<String> names = List.of("a\nb", "c\td", "e\u001b[31m", "f\u202eg", "m\u05d0\u05d1", "z".repeat(255));
        for (String name : names) {
            write(name, image);
        }
        expect("a\\u000ab", "c\\u0009d", "e\\u001b[31m", "f\\u202eg", "m\u05d0\u05d1", "z".repeat(255));
    }

    @Test
    void names_that_are_not_utf8_are_kept_apart_and_read() throws Exception {
        String script = "cp '~good.dcm' $'b\\xff.dcm'; cp '~good.dcm' $'b\\xfe.dcm'; cp '~good.dcm' $'c\\xe9.txt'";
        assertEquals(
                0,
                new ProcessBuilder("bash", "-c", script)
                        .directory(new File(inputs.toString()))
                        .start()
                        .waitFor());
        expect("b\\xfe.dcm", "b\\xff.dcm", "c\\xe9.txt");
    }

    @Test
    void empty_and_vanishing_files_are_told() throws IOException {
        write("empty", new byte[0]);
        List<String> found = new ArrayList<>();
        write("first", image);
        write("second", image);
        DicomScan.scan(List.of(inputs), Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                found.add(shown(header.source().display()));
                inputs.resolve("second").toFile().delete();
            }

            @Override
            public void rejected(Rejected rejected) {
                found.add(shown(rejected.path()) + ": " + rejected.reason());
            }
        });
        assertEquals(
                List.of("empty: not DICOM: an empty file", "first", "second: no such file or folder", "~good.dcm"),
                found);
    }
}
