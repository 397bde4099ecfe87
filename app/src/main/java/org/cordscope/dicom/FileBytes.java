package org.cordscope.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of one file from its start, read only as far as they are asked for. What is allocated follows what has been read,
 * never what the file claims.
 */
final class FileBytes implements Closeable {
    /** Array sizes beyond this are refused by some virtual machines. */
    static final int LARGEST = Integer.MAX_VALUE - 16;

    private static final int FIRST_READ = 8 * 1024;

    /** Arrays beyond this grow by doubling, so that little of them is empty. */
    private static final int LARGEST_QUADRUPLED = 1 << 20;

    private final SourceFile source;
    private final InputStream in;
    private final long knownSize;
    private final boolean claimed;
    private final Expansion.@Nullable Limit expansion;
    private long most = LARGEST;
    private byte[] array;
    private int filled;
    private boolean ended;
    private long taken;

    /** @param knownSize size of the file, -1 where only reading to the end can tell */
    FileBytes(SourceFile source, InputStream in, long knownSize) {
        this(source, in, knownSize, false, null);
    }

    private FileBytes(
            SourceFile source, InputStream in, long knownSize, boolean claimed, Expansion.@Nullable Limit expansion) {
        this.source = source;
        this.in = in;
        this.knownSize = knownSize;
        this.claimed = claimed;
        this.expansion = expansion;
        this.array = new byte[knownSize >= 0 && knownSize < FIRST_READ ? (int) knownSize : FIRST_READ];
    }

    /** @param size what an archive says, which may be a lie: nothing beyond it is read, and nothing is allocated by it */
    static FileBytes claiming(SourceFile source, InputStream in, long size) {
        return new FileBytes(source, in, size, true, null);
    }

    /** What comes out of compressed bytes, whose size only reading to the end can tell. */
    static FileBytes expanding(SourceFile source, InputStream in, Expansion.Limit limit) {
        return new FileBytes(source, in, -1, false, limit);
    }

    /** Bytes that are in memory already. */
    static FileBytes of(SourceFile source, byte[] bytes) {
        return of(source, bytes, bytes.length);
    }

    /** The first {@code length} bytes of an array. */
    static FileBytes of(SourceFile source, byte[] array, int length) {
        FileBytes result = new FileBytes(source, array, length);
        result.filled = length;
        result.taken = length;
        return result;
    }

    private FileBytes(SourceFile source, byte[] array, int length) {
        this.source = source;
        this.in = InputStream.nullInputStream();
        this.knownSize = length;
        this.claimed = false;
        this.expansion = null;
        this.array = array;
    }

    /** Hash of the bytes read so far. */
    String sha256() {
        return Sha256.of(array, 0, filled);
    }

    /** The bytes read so far; valid until the next call of {@link #reach}. */
    byte[] array() {
        return array;
    }

    SourceFile source() {
        return source;
    }

    /** Reads until the first {@code end} bytes are there; false where the file ends before. */
    boolean reach(long end) throws IOException {
        if (end <= filled) {
            return true;
        }
        if (ended || (knownSize >= 0 && end > knownSize)) {
            return false;
        }
        checkExpansion(expansion == null ? 0 : expansion.compressedBytes(), end);
        if (end > most) {
            if (knownSize >= 0 || most < LARGEST) {
                throw refuse("more than " + (most >> 20) + " MB before the pixel data");
            }
            return false;
        }
        while (filled < end && !ended) {
            if (filled == array.length) {
                grow(end);
            }
            fill();
            checkExpansion(expansion == null ? 0 : expansion.goneIn(), filled);
        }
        return filled >= end;
    }

    /** True where the file has so many bytes; what has to be read to know that is not kept. */
    boolean has(long end) throws IOException {
        if (end <= taken) {
            return true;
        }
        if (ended || knownSize >= 0) {
            return !ended && end <= knownSize;
        }
        if (expansion != null && Expansion.isBomb(expansion.compressedBytes(), end)) {
            throw refuse(Expansion.BOMB);
        }
        byte[] scratch = new byte[FIRST_READ];
        while (taken < end && !ended) {
            read(scratch, 0, scratch.length);
        }
        return taken >= end;
    }

    /** While only a header is wanted, which never is as empty as an image can be. */
    private void checkExpansion(long compressedBytes, long expandedBytes) throws DicomFormatException {
        if (expansion != null && most < LARGEST && Expansion.isBombBeforePixels(compressedBytes, expandedBytes)) {
            throw refuse(Expansion.BOMB);
        }
    }

    /** Makes room for the whole file, which the next read fills; of a file larger than {@code most} for nothing. */
    FileBytes readOn(int mostBytes) {
        if (!claimed && knownSize > array.length && knownSize <= mostBytes) {
            array = Arrays.copyOf(array, (int) knownSize);
        }
        return this;
    }

    /** Refuses from now on to hold more than the first {@code bytes} in memory. */
    void holdAtMost(long bytes) {
        most = bytes;
    }

    /** Holds from now on whatever is asked for. */
    void holdAll() {
        most = LARGEST;
    }

    /** Total size; where it is not known, by reading to the end without keeping what is read. */
    long size() throws IOException {
        if (knownSize >= 0) {
            return ended ? filled : knownSize;
        }
        while (has(taken + 1)) {} // reads on
        return taken;
    }

    /** Size as far as it is known without reading on: a bound for what a length may claim. */
    long sizeBound() {
        return ended ? filled : knownSize >= 0 ? knownSize : Long.MAX_VALUE;
    }

    /** The bytes from {@code start} as a stream; those that have not been read yet pass by without being kept. */
    InputStream streamFrom(int start) {
        return new InputStream() {
            private int at = start;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (at >= filled) {
                    return ended ? -1 : FileBytes.this.read(target, offset, length);
                }
                int n = Math.min(length, filled - at);
                System.arraycopy(array, at, target, offset, n);
                at += n;
                return n;
            }

            @Override
            public void close() throws IOException {
                FileBytes.this.close();
            }
        };
    }

    DicomFormatException refuse(String reason) {
        return new DicomFormatException(source, reason);
    }

    /** A known size is trusted for what is about to be read, an unknown or claimed one only multiplies what has arrived. */
    private void grow(long end) {
        long more = Math.max(FIRST_READ, array.length * (array.length < LARGEST_QUADRUPLED ? 4L : 2L));
        long wanted = knownSize >= 0 && !claimed ? Math.min(knownSize, Math.max(end, more)) : more;
        array = Arrays.copyOf(array, (int) Math.min(wanted, LARGEST));
    }

    private void fill() throws IOException {
        long room = claimed ? Math.min(array.length, knownSize) - filled : array.length - filled;
        int n = read(array, filled, (int) room);
        filled += Math.max(n, 0);
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        try {
            int n = in.read(target, offset, length);
            ended = n < 0;
            taken += Math.max(n, 0);
            return n;
        } catch (ZipException | EOFException e) {
            throw refuse("its compression is damaged or cut short");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
