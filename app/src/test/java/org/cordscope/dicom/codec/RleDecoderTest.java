package org.cordscope.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;

final class RleDecoderTest {

    @Test
    void literal_and_replicate_runs_make_samples_from_their_most_significant_byte_down() throws CodecException {
        // 01 01 literal of two; fe 07 three times 07; 80 nothing
        byte[] frame = frame("fd00", "0001 80 fe07");

        assertArrayEquals(new int[] {1, 7, 7, 7}, decode(frame, Codestream.grey(1, 4, 16)));
    }

    @Test
    void a_wrong_number_of_segments_is_refused() {
        CodecException e = assertThrows(CodecException.class, () -> decode(frame("fd00"), Codestream.grey(1, 4, 16)));

        assertEquals("the RLE frame has 1 segments but the header of the file needs 2", e.reason());
    }

    @Test
    void a_segment_that_ends_early_or_leaves_its_frame_is_refused() {
        assertThrows(CodecException.class, () -> decode(frame("fe00"), Codestream.grey(1, 4, 8)));
        assertThrows(CodecException.class, () -> decode(frame("0501"), Codestream.grey(1, 4, 8)));
        byte[] outside = frame("fd00");
        outside[7] = 0x7f;
        assertThrows(CodecException.class, () -> decode(outside, Codestream.grey(1, 4, 8)));
    }

    @Test
    void a_few_bytes_that_claim_a_huge_image_are_refused_before_it_is_allocated() {
        CodecException e =
                assertThrows(CodecException.class, () -> decode(frame("fd00"), Codestream.grey(8000, 8000, 8)));

        assertEquals("the RLE frame of 66 bytes is too short for its image", e.reason());
    }

    /** A header and the given segments. */
    private static byte[] frame(String... segments) {
        StringBuilder hex = new StringBuilder(String.format("%02x000000", segments.length));
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            hex.append(String.format("%02x000000", i < segments.length ? 64 + body.length() / 2 : 0));
            body.append(i < segments.length ? segments[i].replace(" ", "") : "");
        }
        return HexFormat.of().parseHex(hex.append(body));
    }

    private static int[] decode(byte[] frame, PixelFormat format) throws CodecException {
        return new RleDecoder().decode(frame, format).samples();
    }
}
