package org.cordscope.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;

final class FrameBytesTest {
    private static final long[] NO_TABLE = {};

    @Test
    void a_native_frame_is_its_share_of_the_bytes() throws CodecException {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6});

        assertArrayEquals(new byte[] {5, 6}, FrameBytes.ofNative(data, Codestream.grey(1, 2, 8), 3));
        assertThrows(CodecException.class, () -> FrameBytes.ofNative(data, Codestream.grey(1, 2, 8), 4));
    }

    @Test
    void frames_of_single_bits_follow_each_other_without_padding() throws CodecException {
        PixelFormat bits = new PixelFormat(1, 3, 1, 1, 1, 0, false, 0, "MONOCHROME2");
        ByteBuffer data = ByteBuffer.wrap(new byte[] {(byte) 0b10_011_101, 0b0});
        NativeDecoder decoder = new NativeDecoder();

        assertArrayEquals(
                new int[] {1, 0, 1},
                decoder.decode(FrameBytes.ofNative(data, bits, 1), bits).samples());
        assertArrayEquals(
                new int[] {1, 1, 0},
                decoder.decode(FrameBytes.ofNative(data, bits, 2), bits).samples());
        assertArrayEquals(
                new int[] {0, 1, 0},
                decoder.decode(FrameBytes.ofNative(data, bits, 3), bits).samples());
    }

    @Test
    void all_fragments_make_a_single_frame() throws CodecException {
        assertArrayEquals(new byte[] {1, 2, 3, 4}, FrameBytes.ofFragments(fragments("0102", "0304"), NO_TABLE, 1, 1));
    }

    @Test
    void as_many_fragments_as_frames_are_one_each() throws CodecException {
        assertArrayEquals(new byte[] {3, 4}, FrameBytes.ofFragments(fragments("0102", "0304"), NO_TABLE, 2, 2));
    }

    @Test
    void the_offset_table_tells_fragments_apart() throws CodecException {
        List<ByteBuffer> fragments = fragments("0102", "0304", "05060708");
        long[] table = {0, 20};

        assertArrayEquals(new byte[] {1, 2, 3, 4}, FrameBytes.ofFragments(fragments, table, 2, 1));
        assertArrayEquals(new byte[] {5, 6, 7, 8}, FrameBytes.ofFragments(fragments, table, 2, 2));
    }

    @Test
    void without_a_usable_table_frames_begin_at_their_start_marker() throws CodecException {
        List<ByteBuffer> fragments = fragments("ffd801", "02", "ffd803");
        long[] wrong = {0, 13};

        assertArrayEquals(new byte[] {-1, -40, 1, 2}, FrameBytes.ofFragments(fragments, NO_TABLE, 2, 1));
        assertArrayEquals(new byte[] {-1, -40, 3}, FrameBytes.ofFragments(fragments, wrong, 2, 2));
    }

    @Test
    void fragments_that_cannot_be_told_apart_are_refused() {
        CodecException e = assertThrows(
                CodecException.class, () -> FrameBytes.ofFragments(fragments("01", "02", "03"), NO_TABLE, 2, 1));

        assertEquals("3 fragments cannot be told apart into 2 frames: there is no usable offset table", e.reason());
    }

    private static List<ByteBuffer> fragments(String... hex) {
        return Arrays.stream(hex)
                .map(h -> ByteBuffer.wrap(HexFormat.of().parseHex(h)).asReadOnlyBuffer())
                .toList();
    }
}
