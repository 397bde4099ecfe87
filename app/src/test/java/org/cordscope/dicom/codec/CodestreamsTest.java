package org.cordscope.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dcmtk and OpenJPEG have encoded. */
final class CodestreamsTest {

    static List<Codestream> all() {
        return Codestream.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void decodes_to_the_image_that_was_encoded(Codestream codestream) throws CodecException {
        int[] decoded = codestream.decode();
        int[] expected = codestream.pixels();

        assertEquals(expected.length, decoded.length);
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertTrue(
                    Math.abs(expected[i] - decoded[i]) <= codestream.tolerance(),
                    () -> "sample " + at + ": " + decoded[at] + " instead of " + expected[at]);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_refused_when_cut_short(Codestream codestream) {
        for (int length : new int[] {0, 1, 20, codestream.bytes().length / 2, codestream.bytes().length * 9 / 10}) {
            byte[] cut = Arrays.copyOf(codestream.bytes(), length);
            assertThrows(CodecException.class, () -> codestream.decoder().decode(cut, codestream.format()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_refused_when_the_header_says_otherwise(Codestream codestream) {
        PixelFormat f = codestream.format();
        List<PixelFormat> others = List.of(
                with(f, f.rows() * 2, f.columns(), f.samplesPerPixel()),
                with(f, f.rows(), f.columns() * 8, f.samplesPerPixel()),
                with(f, f.rows(), f.columns(), 4 - f.samplesPerPixel()));
        for (PixelFormat other : others) {
            assertThrows(CodecException.class, () -> codestream.decoder().decode(codestream.bytes(), other));
        }
    }

    private static PixelFormat with(PixelFormat f, int rows, int columns, int samplesPerPixel) {
        return new PixelFormat(
                rows,
                columns,
                samplesPerPixel,
                f.bitsAllocated(),
                f.bitsStored(),
                f.highBit(),
                f.signed(),
                0,
                f.photometricInterpretation());
    }
}
