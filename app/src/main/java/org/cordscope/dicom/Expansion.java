package org.cordscope.dicom;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.cordscope.study.SourceFile;

/** Decompression of whole files and data sets, bounded so that a small file cannot become an endless one. */
final class Expansion {
    /** What any file may expand to. Blank images shrink a thousandfold, so that the ratio alone would refuse them. */
    static final long ALWAYS_ALLOWED_BYTES = 64L << 20;

    static final long LARGEST_RATIO = 200;

    private Expansion() {}

    static long limit(long compressedBytes) {
        long byRatio = Math.min(Math.max(compressedBytes, 0), Long.MAX_VALUE / LARGEST_RATIO) * LARGEST_RATIO;
        return Math.max(ALWAYS_ALLOWED_BYTES, byRatio);
    }

    static FileBytes gunzip(FileBytes compressed) throws IOException {
        try {
            InputStream in = new GZIPInputStream(compressed.streamFrom(0), 16 * 1024);
            return bounded(compressed.source(), in, compressed.sizeBound());
        } catch (ZipException | EOFException e) {
            throw compressed.refuse("not DICOM: a damaged gzip file");
        }
    }

    /** Raw deflate, as the Deflated transfer syntax has it (PS3.5 annex A.5). */
    static FileBytes inflate(FileBytes compressed, int position) {
        Inflater inflater = new Inflater(true);
        InputStream in = new InflaterInputStream(compressed.streamFrom(position), inflater, 16 * 1024) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
        return bounded(compressed.source(), in, compressed.sizeBound());
    }

    static FileBytes bounded(SourceFile source, InputStream in, long compressedBytes) {
        return new FileBytes(source, boundedStream(source, in, compressedBytes), -1);
    }

    /** A stream that fails where it yields more than the compressed size allows. */
    static InputStream boundedStream(SourceFile source, InputStream in, long compressedBytes) {
        return new BoundedStream(source, in, limit(compressedBytes == Long.MAX_VALUE ? 0 : compressedBytes));
    }

    private static final class BoundedStream extends FilterInputStream {
        private final SourceFile source;
        private long left;

        BoundedStream(SourceFile source, InputStream in, long limit) {
            super(in);
            this.source = source;
            this.left = limit;
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
                throw new DicomFormatException(source, "expands far beyond its size, as a decompression bomb does");
            }
            return n;
        }
    }
}
