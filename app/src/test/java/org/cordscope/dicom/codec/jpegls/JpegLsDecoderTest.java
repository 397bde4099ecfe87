package org.cordscope.dicom.codec.jpegls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.cordscope.dicom.codec.Codestream;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;

final class JpegLsDecoderTest {
    /** The worked example of T.87 annex H.3. */
    private static final String EXAMPLE =
            "ffd8fff7000b080004000401011100ffda0008010100000000c000006c80208e01c0000057400000"
                    + "6ee6000001bc18000005d80000916 0ffd9".replace(" ", "");

    @Test
    void decodes_the_worked_example_of_the_standard() throws CodecException {
        int[] expected = {0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145};

        assertArrayEquals(expected, decode(HexFormat.of().parseHex(EXAMPLE), Codestream.grey(4, 4, 8)));
    }

    @Test
    void every_restart_interval_begins_anew() throws CodecException {
        Codestream line = Codestream.named("line-jpegls");
        byte[] bytes = line.bytes();
        int dataStart = indexOf(bytes, 0xda) + 10;
        int dataEnd = bytes.length - 2;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] header = Arrays.copyOf(bytes, dataStart);
        header[indexOf(bytes, 0xf7) + 6] = 3;
        all.write(header, 0, indexOf(bytes, 0xda));
        all.writeBytes(new byte[] {(byte) 0xff, (byte) 0xdd, 0, 4, 0, 1});
        all.write(header, indexOf(bytes, 0xda), 10);
        for (int i = 0; i < 3; i++) {
            if (i > 0) {
                all.writeBytes(new byte[] {(byte) 0xff, (byte) (0xd0 + i - 1)});
            }
            all.write(bytes, dataStart, dataEnd - dataStart);
        }
        all.write(bytes, dataEnd, 2);
        int[] decoded = decode(all.toByteArray(), Codestream.grey(3, 40, 12));

        for (int i = 0; i < 3; i++) {
            assertArrayEquals(line.pixels(), Arrays.copyOfRange(decoded, 40 * i, 40 * i + 40));
        }
    }

    @Test
    void mapping_tables_are_refused_by_name() {
        byte[] mapped = HexFormat.of().parseHex(EXAMPLE);
        mapped[indexOf(mapped, 0xda) + 6] = 1;
        CodecException e = assertThrows(CodecException.class, () -> decode(mapped, Codestream.grey(4, 4, 8)));

        assertEquals("the JPEG-LS codestream uses a mapping table, which Cordscope does not read", e.reason());
    }

    @Test
    void a_few_bytes_that_claim_a_huge_image_are_refused_before_it_is_allocated() {
        byte[] huge = HexFormat.of().parseHex(EXAMPLE);
        int size = indexOf(huge, 0xf7) + 5;
        huge[size] = 0x1f;
        huge[size + 2] = 0x1f;
        CodecException e = assertThrows(CodecException.class, () -> decode(huge, Codestream.grey(0x1f04, 0x1f04, 8)));

        assertTrue(e.reason().endsWith("bytes are too few for its image"), e.reason());
    }

    private static int[] decode(byte[] bytes, PixelFormat format) throws CodecException {
        return new JpegLsDecoder().decode(bytes, format).samples();
    }

    /** Index of the 0xff of a marker. */
    private static int indexOf(byte[] bytes, int marker) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == -1 && (bytes[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new AssertionError("no marker " + marker);
    }
}
