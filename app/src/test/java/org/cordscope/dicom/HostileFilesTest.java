package org.cordscope.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that mean harm: each is refused for one clear reason, soon and in little memory, and the image behind is read. */
final class HostileFilesTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    private static final String BOMB = "expands far beyond its size, as a decompression bomb does";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final byte[] image = DicomWriter.toBytes(SampleImage.plain());
    private Path inputs = Path.of("");

    /** The last by name, to show that the scan goes on. */
    @BeforeEach
    void makeInputs() throws IOException {
        inputs = Files.createDirectory(folder.resolve("in"));
        Files.write(inputs.resolve("~good.dcm"), image);
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
        FileBuilder value =
                FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(longHeader(0x00091001, "OB", 0xfffffff0L));
        write("value.dcm", FileBuilder.part10(EXPLICIT, value).bytes());
        FileBuilder item = FileBuilder.explicit()
                .text(0x00080060, "CS", "MR")
                .raw(longHeader(0x00081140, "SQ", 0x7ffffff0L))
                .raw(new byte[16]);
        write("sequence.dcm", FileBuilder.part10(EXPLICIT, item).bytes());
        expect(
                "sequence.dcm: cut short: (0008,1140) claims 2147483632 bytes where 16 remain",
                "value.dcm: cut short: (0009,1001) claims 4294967280 bytes where 0 remain");
    }

    @Test
    void gigabytes_that_are_there_before_the_pixel_data_are_not_read_into_memory() throws IOException {
        FileBuilder start =
                FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(longHeader(0x00091001, "OB", 1L << 30));
        try (RandomAccessFile sparse =
                new RandomAccessFile(inputs.resolve("sparse.dcm").toFile(), "rw")) {
            sparse.write(FileBuilder.part10(EXPLICIT, start).bytes());
            sparse.setLength((1L << 30) + 4096);
        }
        expect("sparse.dcm: more than 128 MB before the pixel data");
    }

    @Test
    void zeros_behind_a_data_set_are_padding_only_as_far_as_a_block_goes() throws IOException {
        FileBuilder start = FileBuilder.explicit().text(0x00080060, "CS", "MR");
        try (RandomAccessFile sparse =
                new RandomAccessFile(inputs.resolve("zeros.dcm").toFile(), "rw")) {
            sparse.write(FileBuilder.part10(EXPLICIT, start).bytes());
            sparse.setLength(1L << 30);
        }
        ByteArrayOutputStream padded = new ByteArrayOutputStream();
        padded.writeBytes(image);
        padded.writeBytes(new byte[1 << 20]);
        write("padded.dcm", padded.toByteArray());
        expect("padded.dcm", "zeros.dcm: more than 16 MB of zeros after the data set");
        assertTrue(DicomReader.read(SourceFile.of(inputs.resolve("padded.dcm")))
                .data()
                .contains(Tag.PIXEL_DATA));
    }

    @Test
    void sequences_without_end_are_refused_in_every_encoding() throws IOException {
        ByteArrayOutputStream implicit = new ByteArrayOutputStream();
        ByteArrayOutputStream explicit = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            implicit.writeBytes(shortHeader(0x00081140, 0xffffffffL));
            implicit.writeBytes(shortHeader(Tag.ITEM, 0xffffffffL));
            explicit.writeBytes(longHeader(0x00081140, "SQ", 0xffffffffL));
            explicit.writeBytes(shortHeader(Tag.ITEM, 0xffffffffL));
        }
        FileBuilder a = FileBuilder.implicit().text(0x00080060, "CS", "MR").raw(implicit.toByteArray());
        FileBuilder b = FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(explicit.toByteArray());
        FileBuilder c = FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(nested(5_000));
        write("implicit.dcm", FileBuilder.part10(IMPLICIT, a).bytes());
        write("explicit.dcm", FileBuilder.part10(EXPLICIT, b).bytes());
        write("defined.dcm", FileBuilder.part10(EXPLICIT, c).bytes());
        expect(
                "defined.dcm: sequences nested more than 64 deep",
                "explicit.dcm: sequences nested more than 64 deep",
                "implicit.dcm: sequences nested more than 64 deep");
    }

    /** Sequences of defined length inside each other. */
    private static byte[] nested(int depth) {
        byte[] bytes = new byte[20 * depth];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (int i = 0; i < depth; i++) {
            long rest = bytes.length - 20L * i - 12;
            out.put(longHeader(0x00081140, "SQ", rest)).put(shortHeader(Tag.ITEM, rest - 8));
        }
        return bytes;
    }

    @Test
    void millions_of_empty_items_and_elements_are_refused() throws IOException {
        ByteBuffer items = ByteBuffer.allocate(8 * 1_100_000);
        while (items.hasRemaining()) {
            items.put(shortHeader(Tag.ITEM, 0));
        }
        FileBuilder many = FileBuilder.explicit()
                .text(0x00080060, "CS", "MR")
                .raw(longHeader(0x00081140, "SQ", items.capacity()))
                .raw(items.array());
        write("items.dcm", FileBuilder.part10(EXPLICIT, many).bytes());
        ByteBuffer elements = ByteBuffer.allocate(8 * 4_100_000);
        while (elements.hasRemaining()) {
            elements.put(shortHeader(0x00091001, 0));
        }
        FileBuilder plenty = FileBuilder.implicit().text(0x00080060, "CS", "MR").raw(elements.array());
        write("elements.dcm", FileBuilder.part10(IMPLICIT, plenty).bytes());
        expect("elements.dcm: more than 4000000 elements", "items.dcm: more than 1000000 items in sequences");
    }

    @Test
    void bombs_are_known_by_their_first_bytes_whatever_their_size() throws IOException {
        byte[] head = FileBuilder.part10(
                        EXPLICIT,
                        FileBuilder.explicit()
                                .text(0x00080060, "CS", "MR")
                                .raw(longHeader(0x00091001, "OB", 100L << 20)))
                .bytes();
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(head);
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        write("bomb.dcm.gz", gzip.toByteArray());
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        deflated.writeBytes(FileBuilder.part10(DEFLATED, FileBuilder.explicit()).bytes());
        try (OutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, true))) {
            out.write(FileBuilder.explicit()
                    .text(0x00080060, "CS", "MR")
                    .raw(longHeader(0x00091001, "OB", 100L << 20))
                    .bytes());
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        write("deflated.dcm", deflated.toByteArray());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(inputs.resolve("ratio.zip")))) {
            zip.putNextEntry(new ZipEntry("bomb.dcm"));
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
            zip.putNextEntry(new ZipEntry("good.dcm"));
            zip.write(image);
        }
        expect("bomb.dcm.gz: " + BOMB, "deflated.dcm: " + BOMB, "ratio.zip!bomb.dcm: " + BOMB, "ratio.zip!good.dcm");
    }

    @Test
    void archives_with_names_that_point_outside_are_only_read() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(inputs.resolve("names.zip")))) {
            for (String name :
                    List.of("../../up.dcm", "/etc/abs.dcm", "C:\\win.dcm", "line\nbreak.dcm", "\u202ertl.dcm")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(image);
            }
        }
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
        ByteBuffer directory =
                ByteBuffer.allocate(47 * 1_000_000 + 56 + 20 + 22 + 4).order(ByteOrder.LITTLE_ENDIAN);
        directory.putInt(0x04034b50);
        for (int i = 0; i < 1_000_000; i++) {
            directory.putInt(0x02014b50).position(directory.position() + 42);
            directory.put((byte) 'x');
        }
        int end = directory.position();
        directory
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        directory.putLong(1_000_000).putLong(1_000_000).putLong(end - 4L).putLong(4);
        directory.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        directory
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        write("million.zip", directory.array());
        expect("million.zip: a ZIP archive of more than 200000 entries: unpack it first");
    }

    @Test
    void entries_that_overlap_are_refused() throws IOException {
        byte[] data = new byte[1000];
        CRC32 crc = new CRC32();
        crc.update(data);
        ByteBuffer zip = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 20).putInt(0).putInt(0).putInt((int) crc.getValue());
        zip.putInt(1000)
                .putInt(1000)
                .putShort((short) 1)
                .putShort((short) 0)
                .put((byte) 'a')
                .put(data);
        int directory = zip.position();
        for (int i = 0; i < 20; i++) {
            zip.putInt(0x02014b50).putInt(20 << 16 | 20).putInt(0).putInt(0).putInt((int) crc.getValue());
            zip.putInt(1000)
                    .putInt(1000)
                    .putShort((short) 1)
                    .putLong(0)
                    .putInt(0)
                    .putShort((short) 0)
                    .putInt(0);
            zip.position(zip.position() - 2);
            zip.put((byte) ('a' + i));
        }
        int end = zip.position();
        zip.putInt(0x06054b50).putInt(0).putShort((short) 20).putShort((short) 20);
        zip.putInt(end - directory).putInt(directory).putShort((short) 0);
        byte[] bytes = new byte[zip.position()];
        zip.flip().get(bytes);
        write("overlap.zip", bytes);
        expect("overlap.zip: a ZIP archive whose entries overlap, as in a decompression bomb");
    }

    @Test
    void archives_inside_archives_are_told_and_not_opened() throws IOException {
        byte[] bytes = image;
        for (int i = 0; i < 3; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("inner"));
                zip.write(bytes);
            }
            bytes = out.toByteArray();
        }
        write("outer.zip", bytes);
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

    private static byte[] shortHeader(int tag, long length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt((int) length)
                .array();
    }

    private static byte[] longHeader(int tag, String vr, long length) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .put(vr.getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0)
                .putInt((int) length)
                .array();
    }
}
