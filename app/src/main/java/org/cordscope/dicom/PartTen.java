package org.cordscope.dicom;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cordscope.dicom.TransferSyntax.Encoding;
import org.cordscope.study.SourceFile;

/**
 * A file opened up to its data set (PS3.10 section 7.1): preamble and meta information read, compression undone, transfer
 * syntax settled. Its bytes let a header be read; for more, {@link FileBytes#holdAll} must be called.
 *
 * @param bytes of the data set, which for a deflated file are not those of the file
 * @param syntax the transfer syntax that the data set turned out to have
 * @param position where the data set begins in {@code bytes}
 */
record PartTen(FileBytes bytes, DataSet meta, TransferSyntax syntax, int position) implements Closeable {
    private static final int PREAMBLE = 128;
    private static final int MOST_AT_ONCE = 16 << 20;

    /** What is read before the pixel data, at most: the largest enhanced multi-frame headers hold some 60 MB. Less in a small memory. */
    private static final long LARGEST_HEADER_BYTES =
            Math.min(128L << 20, Runtime.getRuntime().maxMemory() >> 3);

    private static final int MAGIC = 0x4d434944; // DICM

    static PartTen open(SourceFile source) throws IOException {
        return source.entry().isEmpty() ? of(file(source)) : of(entry(source));
    }

    /** As {@link #open(SourceFile)}, for a caller who wants all of the file: what is not large is read at once. */
    static PartTen openWhole(SourceFile source) throws IOException {
        return source.entry().isEmpty() ? of(file(source).readOn(MOST_AT_ONCE)) : of(entry(source));
    }

    /** Takes over {@code raw}: it is closed with the result, or where this fails. */
    static PartTen of(FileBytes raw) throws IOException {
        try {
            FileBytes bytes = isGzip(raw) ? Expansion.gunzip(raw) : raw;
            bytes.holdAtMost(LARGEST_HEADER_BYTES);
            int start = metaStart(bytes);
            ElementParser parser = new ElementParser(bytes, start, Encoding.EXPLICIT_LITTLE_ENDIAN, false);
            DataSet meta = parser.metaGroup();
            return settle(bytes, meta, parser.position());
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static FileBytes file(SourceFile source) throws IOException {
        if (!Files.isRegularFile(source.file())) {
            throw new DicomFormatException(source, Files.exists(source.file()) ? "not a file" : "no such file");
        }
        return regularFile(source);
    }

    /** A file that is known to be a regular one: opening a pipe or a device would wait, or never end. */
    static FileBytes regularFile(SourceFile source) throws IOException {
        FileChannel channel = FileChannel.open(source.file(), StandardOpenOption.READ);
        return new FileBytes(source, Channels.newInputStream(channel), channel.size());
    }

    /** A regular file of so many bytes, read at once into a buffer that the next file overwrites. */
    static FileBytes wholeFile(SourceFile source, int size, ReadBuffer buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(source.file(), StandardOpenOption.READ)) {
            buffer.fill(channel, size);
        }
        return FileBytes.of(source, buffer.array(), buffer.filled());
    }

    private static FileBytes entry(SourceFile source) throws IOException {
        ZipFile zip = SourceBytes.archive(source);
        ZipEntry entry = zip.getEntry(source.entry());
        if (entry == null) {
            zip.close();
            throw new DicomFormatException(source, "no such entry in the archive");
        }
        return entry(source, zip, entry, zip);
    }

    /** @param owner what is closed with the entry */
    static FileBytes entry(SourceFile source, ZipFile zip, ZipEntry entry, Closeable owner) throws IOException {
        if (entry.getSize() < 0 || Expansion.isBomb(entry.getCompressedSize(), entry.getSize())) {
            owner.close();
            throw new DicomFormatException(source, Expansion.BOMB);
        }
        InputStream in = new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public void close() throws IOException {
                super.close();
                owner.close();
            }
        };
        return FileBytes.claiming(source, in, entry.getSize());
    }

    private static boolean isGzip(FileBytes bytes) throws IOException {
        return bytes.reach(2) && BinaryNumbers.unsignedShort(bytes.array(), 0) == 0x8b1f && !hasMagic(bytes, PREAMBLE);
    }

    static boolean hasPreamble(FileBytes bytes) throws IOException {
        return hasMagic(bytes, PREAMBLE);
    }

    private static boolean hasMagic(FileBytes bytes, int at) throws IOException {
        return bytes.reach(at + 4L) && BinaryNumbers.integer(bytes.array(), at) == MAGIC;
    }

    /** Where meta information or, lacking that, the data set begins. */
    private static int metaStart(FileBytes bytes) throws IOException {
        if (hasMagic(bytes, PREAMBLE)) {
            return PREAMBLE + 4;
        }
        if (hasMagic(bytes, 0)) {
            return 4;
        }
        for (Encoding encoding : Encoding.values()) {
            if (bytes.reach(8) && beginsDataSet(bytes, encoding)) {
                return 0;
            }
        }
        throw bytes.refuse("not DICOM: " + ForeignFormat.describe(bytes));
    }

    /** Without a preamble, a file has to begin as nearly all data sets do. */
    private static boolean beginsDataSet(FileBytes bytes, Encoding encoding) throws IOException {
        int group = EncodingGuess.tag(bytes.array(), 0, encoding.bigEndian) >>> 16;
        return (group == 0x0002 || group == 0x0008) && EncodingGuess.plausibleElements(bytes, 0, encoding) >= 2;
    }

    private static PartTen settle(FileBytes bytes, DataSet meta, int position) throws IOException {
        String uid = meta.string(Tag.TRANSFER_SYNTAX_UID).orElse("");
        TransferSyntax declared = TransferSyntax.of(uid).orElse(null);
        boolean refused = declared == null ? TransferSyntax.isUid(uid) : !declared.decodable();
        if (refused) {
            throw bytes.refuse("transfer syntax " + TransferSyntax.describe(uid)
                    + " is not supported: ask the archive for Explicit VR Little Endian");
        }
        if (!bytes.reach(position + 1L)) {
            throw bytes.refuse("ends before the data set");
        }
        TransferSyntax expected = declared == null ? TransferSyntax.IMPLICIT_LITTLE_ENDIAN : declared;
        Encoding plain = expected.encoding().deflated ? Encoding.EXPLICIT_LITTLE_ENDIAN : expected.encoding();
        boolean inflate = expected.encoding().deflated && EncodingGuess.plausibleElements(bytes, position, plain) < 2;
        FileBytes data = inflate ? Expansion.inflate(bytes, position) : bytes;
        data.holdAtMost(LARGEST_HEADER_BYTES);
        int start = inflate ? 0 : position;
        Encoding found = EncodingGuess.best(data, start, plain);
        return new PartTen(data, meta, found == plain ? expected : syntaxOf(found, expected), start);
    }

    /** Compressed pixel data stay compressed however the elements around them are encoded. */
    private static TransferSyntax syntaxOf(Encoding found, TransferSyntax expected) {
        if (expected.encapsulated()) {
            return new TransferSyntax(expected.uid(), expected.name(), found, true, expected.decodable());
        }
        return switch (found) {
            case IMPLICIT_LITTLE_ENDIAN, IMPLICIT_BIG_ENDIAN ->
                new TransferSyntax(
                        TransferSyntax.IMPLICIT_LITTLE_ENDIAN.uid(),
                        TransferSyntax.IMPLICIT_LITTLE_ENDIAN.name(),
                        found,
                        false,
                        true);
            case EXPLICIT_BIG_ENDIAN -> TransferSyntax.EXPLICIT_BIG_ENDIAN;
            case EXPLICIT_LITTLE_ENDIAN, DEFLATED -> TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        };
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
