package org.cordscope.dicom;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Decompression of whole files and data sets, bounded so that a small file cannot become an endless one. */
final class Expansion {
    /** What any file may expand to. Blank images shrink a thousandfold, so that the ratio alone would refuse them. */
    private static final long ALWAYS_ALLOWED_BYTES = 64L << 20;

    private static final long LARGEST_RATIO = 200;

    /** What may come out before the pixel data whatever went in. */
    private static final long ALWAYS_ALLOWED_BEFORE_PIXELS = 8L << 20;

    /** Elements of real files shrink to a 24th at most, those of 10,000 frames that differ in their position to a 55th. */
    private static final long LARGEST_RATIO_BEFORE_PIXELS = 100;

    static final String BOMB = "expands far beyond its size, as a decompression bomb does";

    private static final int BUFFER_BYTES = 16 * 1024;

    private Expansion() {}

    /** True where a size that an archive states is one that only a bomb has. */
    static boolean isBomb(long compressedBytes, long expandedBytes) {
        return expandedBytes > ALWAYS_ALLOWED_BYTES && expandedBytes / LARGEST_RATIO > Math.max(compressedBytes, 1);
    }

    /** As {@link #isBomb}, of what comes before the pixel data, which cannot be as empty as a black image. */
    static boolean isBombBeforePixels(long compressedBytes, long expandedBytes) {
        return expandedBytes > ALWAYS_ALLOWED_BEFORE_PIXELS
                && expandedBytes / LARGEST_RATIO_BEFORE_PIXELS > Math.max(compressedBytes, 1);
    }

    /** How much compressed data there is. */
    interface Limit {
        /** At most, in all. */
        long compressedBytes();

        /** So far. */
        long goneIn();
    }

    static FileBytes gunzip(FileBytes compressed) throws IOException {
        try {
            Counted in = new Counted(compressed.streamFrom(0));
            return bounded(compressed, in, new GZIPInputStream(in, BUFFER_BYTES));
        } catch (ZipException | EOFException e) {
            throw compressed.refuse("not DICOM: a damaged gzip file");
        }
    }

    /** Raw deflate, as the Deflated transfer syntax has it (PS3.5 annex A.5). */
    static FileBytes inflate(FileBytes compressed, int position) {
        Inflater inflater = new Inflater(true);
        Counted in = new Counted(compressed.streamFrom(position));
        return bounded(compressed, in, new InflaterInputStream(in, inflater, BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        });
    }

    private static FileBytes bounded(FileBytes compressed, Counted goneIn, InputStream in) {
        return FileBytes.expanding(compressed.source(), new BoundedStream(compressed, goneIn, in), new Limit() {
            @Override
            public long compressedBytes() {
                return compressed.sizeBound();
            }

            @Override
            public long goneIn() {
                return goneIn.taken;
            }
        });
    }

    /** Counts the bytes that have been taken, of a file that may lie in memory as a whole. */
    private static final class Counted extends FilterInputStream {
        private long taken;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            taken += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            taken += Math.max(n, 0);
            return n;
        }
    }

    /** Compares what has come out with what has gone in so far, so that a bomb of any size is known by its first bytes. */
    private static final class BoundedStream extends FilterInputStream {
        private final FileBytes compressed;
        private final Counted goneIn;
        private long expanded;

        BoundedStream(FileBytes compressed, Counted goneIn, InputStream in) {
            super(in);
            this.compressed = compressed;
            this.goneIn = goneIn;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            expanded += Math.max(n, 0);
            if (isBomb(goneIn.taken, expanded)) {
                throw compressed.refuse(BOMB);
            }
            return n;
        }
    }
}
