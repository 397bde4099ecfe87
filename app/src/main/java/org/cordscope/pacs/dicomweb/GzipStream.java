package org.cordscope.pacs.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.jspecify.annotations.Nullable;

/** What an archive sends packed by gzip, unpacked as it is read; whoever reads bounds what comes out. */
final class GzipStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream packed;
    private @Nullable GZIPInputStream unpacked;

    GzipStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            if (unpacked == null) {
                unpacked = new GZIPInputStream(packed, BUFFER);
            }
            return unpacked.read(target, offset, length);
        } catch (EOFException | ZipException e) {
            throw new ArchiveException(Kind.PASSING, 0, "the archive's answer cannot be unpacked", e);
        }
    }
}
