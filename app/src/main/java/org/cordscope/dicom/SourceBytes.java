package org.cordscope.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.SourceFile;

/** The bytes of a file or an archive entry as they are, without a look at what they mean. */
public final class SourceBytes {
    /** So much of any file is hashed at most before it is known to be of use. */
    static final long MOST_HASHED_UNUSABLE = 16L << 20;

    private static final String BEGINNING = " of the first ";

    private SourceBytes() {}

    /**
     * Hash of what cannot be used, however large it is: of all its bytes, or where there are more than 16 MiB, of the first 16 MiB,
     * which the text then says, with the size of the file.
     *
     * @throws IOException where it cannot be read so far
     */
    public static String hashOfUnusable(SourceFile source) throws IOException {
        try (InputStream in = open(source)) {
            String hash = Sha256.ofBeginning(in, MOST_HASHED_UNUSABLE);
            if (in.read() < 0) {
                return hash;
            }
            String whole = source.entry().isEmpty() ? " of " + Files.size(source.file()) : "";
            return hash + BEGINNING + MOST_HASHED_UNUSABLE + whole + " bytes";
        }
    }

    /** False for the hash of a beginning, and for none. */
    public static boolean isHashOfAll(String hash) {
        return !hash.isEmpty() && !hash.contains(BEGINNING);
    }

    /**
     * Opens the file; reading an archive entry fails where it expands far beyond its size.
     *
     * @throws DicomFormatException where there is no such entry, or the archive cannot be read
     */
    public static InputStream open(SourceFile source) throws IOException {
        if (source.entry().isEmpty()) {
            return Files.newInputStream(source.file());
        }
        ZipFile zip = archive(source);
        ZipEntry entry = zip.getEntry(source.entry());
        if (entry == null) {
            zip.close();
            throw new DicomFormatException(source, "no such entry in the archive");
        }
        if (entry.getSize() < 0 || Expansion.isBomb(entry.getCompressedSize(), entry.getSize())) {
            zip.close();
            throw new DicomFormatException(source, Expansion.BOMB);
        }
        return new EntryStream(source, zip, entry);
    }

    /** An entry that must not be longer than it claims to be. */
    private static final class EntryStream extends FilterInputStream {
        private final SourceFile source;
        private final ZipFile zip;
        private long left;

        EntryStream(SourceFile source, ZipFile zip, ZipEntry entry) throws IOException {
            super(zip.getInputStream(entry));
            this.source = source;
            this.zip = zip;
            this.left = entry.getSize();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            left -= Math.max(n, 0);
            if (left < 0) {
                throw new DicomFormatException(source, Expansion.BOMB);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }

    static ZipFile archive(SourceFile source) throws IOException {
        try {
            return new ZipFile(source.file().toFile());
        } catch (ZipException e) {
            throw new DicomFormatException(source, "not a readable ZIP archive");
        }
    }
}
