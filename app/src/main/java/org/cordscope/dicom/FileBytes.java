package org.cordscope.dicom;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.cordscope.study.SourceFile;

/**
 * Bytes of one file from its start, read only as far as they are asked for. What is allocated follows what has been read,
 * never what the file claims.
 */
final class FileBytes implements Closeable {
    /** Array sizes beyond this are refused by some virtual machines. */
    static final int LARGEST = Integer.MAX_VALUE - 16;

    private static final int FIRST_READ = 32 * 1024;

    private final SourceFile source;
    private final InputStream in;
    private final long knownSize;
    private byte[] array;
    private int filled;
    private boolean ended;
    private long taken;

    /** @param knownSize size of the file, -1 where only reading to the end can tell */
    FileBytes(SourceFile source, InputStream in, long knownSize) {
        this.source = source;
        this.in = in;
        this.knownSize = knownSize;
        this.array = new byte[knownSize >= 0 && knownSize < FIRST_READ ? (int) knownSize : FIRST_READ];
    }

    /** Bytes that are in memory already. */
    static FileBytes of(SourceFile source, byte[] bytes) {
        FileBytes result = new FileBytes(source, InputStream.nullInputStream(), bytes.length);
        result.array = bytes;
        result.filled = bytes.length;
        return result;
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
        if (end > LARGEST) {
            if (knownSize >= 0) {
                throw refuse("more than 2 GB of header");
            }
            return false;
        }
        while (filled < end && !ended) {
            if (filled == array.length) {
                grow(end);
            }
            fill();
        }
        return filled >= end;
    }

    /** Total size; where it is not known, by reading to the end without keeping what is read. */
    long size() throws IOException {
        if (knownSize >= 0) {
            return knownSize;
        }
        byte[] scratch = new byte[FIRST_READ];
        while (!ended) {
            read(scratch, 0, scratch.length);
        }
        return taken;
    }

    /** Size as far as it is known without reading on: a bound for what a length may claim. */
    long sizeBound() {
        return ended ? filled : knownSize >= 0 ? knownSize : Long.MAX_VALUE;
    }

    /** The bytes from {@code start} as a stream, which reads on where it must. */
    InputStream streamFrom(int start) {
        return new InputStream() {
            private int at = start;

            @Override
            public int read() throws IOException {
                return reach(at + 1L) ? array[at++] & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!reach(at + 1L)) {
                    return -1;
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

    /** Bytes read so far, also those that were not kept. */
    long taken() {
        return taken;
    }

    DicomFormatException refuse(String reason) {
        return new DicomFormatException(source, reason);
    }

    /** A known size is trusted for what is about to be read, an unknown one only doubles what has arrived. */
    private void grow(long end) {
        long doubled = Math.max(FIRST_READ, array.length * 2L);
        long wanted = knownSize >= 0 ? Math.min(knownSize, Math.max(end, doubled)) : doubled;
        array = Arrays.copyOf(array, (int) Math.min(wanted, LARGEST));
    }

    private void fill() throws IOException {
        int n = read(array, filled, array.length - filled);
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
