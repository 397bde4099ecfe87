package org.cordscope.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;

final class NativeDecoderTest {

    @Test
    void words_are_little_endian() throws CodecException {
        assertArrayEquals(new int[] {0x0201, 0x0403}, decode("01020304", grey(2, 16, 16, 15, false)));
        assertArrayEquals(new int[] {0x04030201}, decode("01020304", grey(1, 32, 32, 31, false)));
        assertArrayEquals(new int[] {1, 255}, decode("01ff", grey(2, 8, 8, 7, false)));
    }

    @Test
    void bits_outside_the_stored_ones_are_dropped_and_the_sign_is_extended() throws CodecException {
        assertArrayEquals(new int[] {0xfff, 1}, decode("ffff0120", grey(2, 16, 12, 11, false)));
        assertArrayEquals(new int[] {-1, 1}, decode("ffff0120", grey(2, 16, 12, 11, true)));
        assertArrayEquals(new int[] {-1, 0x012}, decode("f0ff2f01", grey(2, 16, 12, 15, true)));
        assertArrayEquals(new int[] {-1}, decode("ffffffff", grey(1, 32, 32, 31, true)));
    }

    @Test
    void planes_become_pixels() throws CodecException {
        PixelFormat planes = new PixelFormat(1, 2, 3, 8, 8, 7, false, 1, "RGB");

        assertArrayEquals(new int[] {1, 3, 5, 2, 4, 6}, decode("010203040506", planes));
    }

    @Test
    void half_colour_is_repeated_for_both_pixels() throws CodecException {
        PixelFormat half = new PixelFormat(1, 4, 3, 8, 8, 7, false, 0, "YBR_FULL_422");
        DecodedFrame frame = new NativeDecoder().decode(HexFormat.of().parseHex("0102030405060708"), half);

        assertEquals("YBR_FULL", frame.photometricInterpretation());
        assertArrayEquals(new int[] {1, 3, 4, 2, 3, 4, 5, 7, 8, 6, 7, 8}, frame.samples());
    }

    @Test
    void too_few_bytes_are_refused() {
        assertThrows(CodecException.class, () -> decode("010203", grey(2, 16, 16, 15, false)));
    }

    @Test
    void impossible_formats_are_refused() {
        assertThrows(CodecException.class, () -> PixelFormat.ofHeader(0, 1, 1, 8, 8, 7, false, 0, "MONOCHROME2"));
        assertThrows(
                CodecException.class, () -> PixelFormat.ofHeader(65535, 65535, 1, 8, 8, 7, false, 0, "MONOCHROME2"));
        assertThrows(CodecException.class, () -> PixelFormat.ofHeader(1, 1, 4, 8, 8, 7, false, 0, "CMYK"));
        assertThrows(CodecException.class, () -> PixelFormat.ofHeader(1, 1, 1, 12, 12, 11, false, 0, "MONOCHROME2"));
        assertThrows(CodecException.class, () -> PixelFormat.ofHeader(1, 1, 1, 16, 17, 15, false, 0, "MONOCHROME2"));
        assertThrows(IllegalArgumentException.class, () -> Codestream.grey(-1, 1, 8));
    }

    private static PixelFormat grey(int columns, int allocated, int stored, int high, boolean signed) {
        return new PixelFormat(1, columns, 1, allocated, stored, high, signed, 0, "MONOCHROME2");
    }

    private static int[] decode(String hex, PixelFormat format) throws CodecException {
        return new NativeDecoder().decode(HexFormat.of().parseHex(hex), format).samples();
    }
}
