package org.cordscope.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files that mean harm into a folder. */
public final class HostileFiles {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String IMPLICIT = "1.2.840.10008.1.2";
    private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

    private final Path inputs;
    private final byte[] image;

    HostileFiles(Path inputs, byte[] image) {
        this.inputs = inputs;
        this.image = image;
    }

    /** @param inputs an empty folder */
    public static HostileFiles in(Path inputs) {
        return new HostileFiles(inputs, DicomWriter.toBytes(SampleImage.plain()));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(inputs.resolve(name), bytes);
    }

    /** An element and a sequence that claim gigabytes which are not there. */
    public void claims() throws IOException {
        FileBuilder value =
                FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(longHeader(0x00091001, "OB", 0xfffffff0L));
        write("value.dcm", FileBuilder.part10(EXPLICIT, value).bytes());
        FileBuilder item = FileBuilder.explicit()
                .text(0x00080060, "CS", "MR")
                .raw(longHeader(0x00081140, "SQ", 0x7ffffff0L))
                .raw(new byte[16]);
        write("sequence.dcm", FileBuilder.part10(EXPLICIT, item).bytes());
    }

    /** A gigabyte of nothing in one element before the pixel data. */
    public void sparse() throws IOException {
        FileBuilder start =
                FileBuilder.explicit().text(0x00080060, "CS", "MR").raw(longHeader(0x00091001, "OB", 1L << 30));
        try (RandomAccessFile sparse =
                new RandomAccessFile(inputs.resolve("sparse.dcm").toFile(), "rw")) {
            sparse.write(FileBuilder.part10(EXPLICIT, start).bytes());
            sparse.setLength((1L << 30) + 4096);
        }
    }

    /** A gigabyte of zeros behind a data set without pixels. */
    public void zeros() throws IOException {
        FileBuilder start = FileBuilder.explicit().text(0x00080060, "CS", "MR");
        try (RandomAccessFile sparse =
                new RandomAccessFile(inputs.resolve("zeros.dcm").toFile(), "rw")) {
            sparse.write(FileBuilder.part10(EXPLICIT, start).bytes());
            sparse.setLength(1L << 30);
        }
    }

    /** A hundred thousand sequences inside each other, of undefined and of defined length. */
    public void sequences() throws IOException {
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
    }

    /** More than a million empty items, and more than four million empty elements. */
    public void millions() throws IOException {
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
    }

    /** 300 MB of zeros in a gzipped file, a deflated one and an archive, whose other entry is an image. */
    public void bombs() throws IOException {
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
    }

    /** Bombs that hide: 300 elements of a megabyte, an image before 300 MB of zeros, a million items of a million claimed frames. */
    public void hidden() throws IOException {
        byte[] zeros = new byte[1 << 20];
        FileBuilder start = FileBuilder.explicit().text(0x00080060, "CS", "MR");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inputs.resolve("pieces.dcm.gz")))) {
            out.write(FileBuilder.part10(EXPLICIT, start).bytes());
            for (int i = 0; i < 300; i++) {
                out.write(longHeader(0x00091001 + i, "OB", zeros.length));
                out.write(zeros);
            }
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(inputs.resolve("behind.dcm.gz")))) {
            out.write(image);
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        ByteBuffer items = ByteBuffer.allocate(16 * 1_000_000);
        while (items.hasRemaining()) {
            items.put(shortHeader(Tag.ITEM, 8)).put(shortHeader(0x00200020, 0));
        }
        FileBuilder frames = FileBuilder.implicit()
                .text(Tag.NUMBER_OF_FRAMES, "IS", "1000000 ")
                .raw(shortHeader(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, items.capacity()))
                .raw(items.array());
        write("frames.dcm", FileBuilder.part10(IMPLICIT, frames).bytes());
    }

    /** An archive with names that point outside, break lines or turn the direction of writing. */
    public void names() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(inputs.resolve("names.zip")))) {
            for (String name :
                    List.of("../../up.dcm", "/etc/abs.dcm", "C:\\win.dcm", "line\nbreak.dcm", "\u202ertl.dcm")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(image);
            }
        }
    }

    /** An archive of a million entries. */
    public void million() throws IOException {
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
    }

    /** An archive whose entries share their bytes. */
    public void overlap() throws IOException {
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
    }

    /** An archive in an archive in an archive. */
    public void nestedArchives() throws IOException {
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
