package org.cordscope.pacs.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;

/** Refuses to read more than so many bytes of what an archive sends. */
final class BoundedStream extends FilterInputStream {
    private final long most;
    private long left;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new ArchiveException(Kind.REFUSED, "the archive sends more than " + (most >> 20) + " MB");
        }
    }
}
