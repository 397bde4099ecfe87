package org.cordscope.pacs.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.cordscope.learning.initial.Body;
import org.cordscope.learning.initial.NetworkException;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;
import org.jspecify.annotations.Nullable;

/** The body of an answer as a stream that waits no longer than the archive's patience, and holds a few pieces at a time. */
final class BodyStream extends InputStream {
    private final Body body;
    private @Nullable ByteBuffer piece = ByteBuffer.allocate(0);

    BodyStream(Body body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (piece != null && !piece.hasRemaining()) {
            piece = next();
        }
        if (piece == null) {
            return -1;
        }
        int n = Math.min(length, piece.remaining());
        piece.get(target, offset, n);
        return n;
    }

    private @Nullable ByteBuffer next() throws IOException {
        try {
            return body.next();
        } catch (NetworkException e) {
            throw new ArchiveException(Kind.PASSING, 0, "the archive's answer ended early", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the archive answered");
        }
    }
}
