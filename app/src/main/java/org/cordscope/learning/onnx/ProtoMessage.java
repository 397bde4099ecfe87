package org.cordscope.learning.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffer message being put together (wire format of protobuf.dev/programming-guides/encoding). ONNX needs two of
 * its wire types, variable-length integers and bytes with a length, so that a library and generated classes would be more
 * than this. Large content is referred to, never copied.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int LONGEST_VARINT = 10;

    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long length;

    /** Adds an integer, zero or above. */
    ProtoMessage with(int field, long value) {
        varint(key(field, VARINT));
        varint(value);
        return this;
    }

    ProtoMessage with(int field, String text) {
        return with(field, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds bytes, which must not change until the message has been written. */
    ProtoMessage with(int field, ByteBuffer bytes) {
        varint(key(field, LENGTH));
        varint(bytes.remaining());
        add(bytes.duplicate());
        return this;
    }

    /** Adds a message that is complete. */
    ProtoMessage with(int field, ProtoMessage message) {
        varint(key(field, LENGTH));
        varint(message.length);
        message.pieces.forEach(this::add);
        return this;
    }

    private static long key(int field, int type) {
        return ((long) field << 3) | type;
    }

    private void varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
        long rest = value;
        while (rest > 0x7f) {
            bytes.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        add(bytes.put((byte) rest).flip());
    }

    private void add(ByteBuffer piece) {
        pieces.add(piece);
        length += piece.remaining();
    }

    void writeTo(FileChannel channel) throws IOException {
        for (ByteBuffer piece : pieces) {
            ByteBuffer left = piece.duplicate();
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }
}
