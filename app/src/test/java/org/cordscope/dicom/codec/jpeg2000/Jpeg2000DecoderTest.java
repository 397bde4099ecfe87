package org.cordscope.dicom.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.cordscope.dicom.codec.Codestream;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;

final class Jpeg2000DecoderTest {
    private final Codestream grey = Codestream.named("j2k-12");

    @Test
    void a_codestream_inside_a_jp2_file_is_found() throws CodecException {
        byte[] file = new byte[grey.bytes().length + 28];
        System.arraycopy(new byte[] {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, -121, 10}, 0, file, 0, 12);
        System.arraycopy(new byte[] {0, 0, 0, 8, 'f', 'r', 'e', 'e', 0, 0, 0, 0, 'j', 'p', '2', 'c'}, 0, file, 12, 16);
        System.arraycopy(grey.bytes(), 0, file, 28, grey.bytes().length);

        assertArrayEquals(grey.pixels(), decode(file, grey.format()));
    }

    @Test
    void high_throughput_coding_is_refused_by_name() {
        byte[] bytes = grey.bytes().clone();
        bytes[6] = 0x40;
        CodecException e = assertThrows(CodecException.class, () -> decode(bytes, grey.format()));

        assertEquals("the JPEG 2000 codestream uses high-throughput coding, which Cordscope does not read", e.reason());
    }

    @Test
    void a_codestream_deeper_than_the_header_allows_is_refused_before_decoding() {
        PixelFormat eight = Codestream.grey(28, 40, 8);
        CodecException e = assertThrows(CodecException.class, () -> decode(grey.bytes(), eight));

        assertEquals("the JPEG 2000 codestream has 12 bits per sample but the header allocates 8", e.reason());
    }

    @Test
    void padding_after_the_end_does_not_matter() throws CodecException {
        byte[] padded = Arrays.copyOf(grey.bytes(), grey.bytes().length + 1);

        assertArrayEquals(grey.pixels(), decode(padded, grey.format()));
    }

    @Test
    void a_colour_transform_that_is_undone_makes_the_samples_rgb() throws CodecException {
        Codestream rgb = Codestream.named("j2k-rgb");
        PixelFormat f = rgb.format();
        PixelFormat declared = new PixelFormat(f.rows(), f.columns(), 3, 8, 8, 7, false, 0, "YBR_RCT");

        assertEquals("RGB", rgb.decoder().decode(rgb.bytes(), declared).photometricInterpretation());
    }

    private static int[] decode(byte[] bytes, PixelFormat format) throws CodecException {
        return new Jpeg2000Decoder().decode(bytes, format).samples();
    }
}
