package org.cordscope.dicom.codec.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cordscope.dicom.codec.Codestream;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JpegDecoderTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 11;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 10, 12, 15, 16})
    void lossless_samples_of_any_precision_come_back_with_every_predictor(int precision) throws CodecException {
        for (int predictor = 1; predictor <= 7; predictor++) {
            int[] image = random(ROWS * COLUMNS, precision, predictor);
            byte[] jpeg = lossless(image, 1, precision, predictor, 0, 0);
            assertArrayEquals(
                    image,
                    decode(jpeg, Codestream.grey(ROWS, COLUMNS, precision)).samples());
        }
    }

    @Test
    void lossless_colour_restarts_and_point_transform_come_back() throws CodecException {
        int[] image = random(3 * ROWS * COLUMNS, 8, 1);
        int[] coarse = Arrays.stream(image).map(v -> v & ~3).toArray();
        byte[] jpeg = lossless(coarse, 3, 8, 4, 2, 2);

        assertArrayEquals(coarse, decode(jpeg, Codestream.rgb(ROWS, COLUMNS)).samples());
    }

    @Test
    void a_narrow_signed_codestream_is_extended_at_the_headers_bits() throws CodecException {
        byte[] jpeg = lossless(new int[ROWS * COLUMNS], 1, 16, 1, 0, 0);
        byte[] negative = lossless(filled(0xf801), 1, 16, 1, 0, 0);
        PixelFormat format = new PixelFormat(ROWS, COLUMNS, 1, 16, 12, 11, true, 0, "MONOCHROME2");

        assertEquals(0, decode(jpeg, format).samples()[0]);
        assertEquals(-2047, decode(negative, format).samples()[5]);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void flat_blocks_of_both_precisions_come_back_over_restarts(int precision) throws CodecException {
        int[] blocks = random(6, precision, 3);
        TinyJpeg jpeg = new TinyJpeg()
                .quantization(8)
                .frame(precision == 8 ? 0xc0 : 0xc1, precision, 16, 24, 0x11)
                .huffman(0, 16)
                .huffman(1, 1)
                .segment(0xdd, 0, 2)
                .scan(0, 63, 0, 1);
        int last = 1 << (precision - 1);
        for (int i = 0; i < 6; i++) {
            if (i > 0 && i % 2 == 0) {
                jpeg.flush().marker(0xd0 + i / 2 - 1);
                last = 1 << (precision - 1);
            }
            jpeg.difference(blocks[i] - last).bits(0, 8);
            last = blocks[i];
        }
        int[] decoded = decode(jpeg.end(), Codestream.grey(16, 24, precision)).samples();
        for (int i = 0; i < decoded.length; i++) {
            assertEquals(blocks[i / 24 / 8 * 3 + i % 24 / 8], decoded[i]);
        }
    }

    @Test
    void subsampled_colour_is_repeated_and_named_after_what_the_codestream_says() throws CodecException {
        TinyJpeg jpeg = new TinyJpeg()
                .segment(0xee, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 1)
                .quantization(8)
                .frame(0xc0, 8, 16, 16, 0x22, 0x11, 0x11)
                .huffman(0, 16)
                .huffman(1, 1)
                .scan(0, 63, 0, 1, 2, 3);
        int[] differences = {10, 10, 10, 10, -20, 30};
        for (int difference : differences) {
            jpeg.difference(difference).bits(0, 8);
        }
        DecodedFrame frame = decode(jpeg.end(), Codestream.rgb(16, 16));

        assertEquals("YBR_FULL", frame.photometricInterpretation());
        assertArrayEquals(new int[] {138, 108, 158}, Arrays.copyOf(frame.samples(), 3));
        assertArrayEquals(new int[] {168, 108, 158}, Arrays.copyOfRange(frame.samples(), 765, 768));
    }

    @Test
    void agrees_with_the_jdk_on_its_own_baseline_files() throws Exception {
        BufferedImage image = new BufferedImage(45, 37, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 45, 37, Codestream.pixels(Codestream.grey(37, 45, 8)));
        byte[] jpeg = writtenByJdk(image, false);
        int[] theirs = ImageIO.read(new ByteArrayInputStream(jpeg)).getRaster().getPixels(0, 0, 45, 37, (int[]) null);
        int[] ours = decode(jpeg, Codestream.grey(37, 45, 8)).samples();

        assertTrue(IntStream.range(0, ours.length).allMatch(i -> Math.abs(ours[i] - theirs[i]) <= 1));
    }

    @Test
    void progressive_coding_is_refused_by_name() throws IOException {
        byte[] jpeg = writtenByJdk(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY), true);
        CodecException e = assertThrows(CodecException.class, () -> decode(jpeg, Codestream.grey(16, 16, 8)));

        assertEquals("the JPEG codestream uses progressive coding, which Cordscope does not read", e.reason());
    }

    @Test
    void a_few_bytes_that_claim_a_huge_image_are_refused_before_it_is_allocated() {
        byte[] jpeg = new TinyJpeg().frame(0xc3, 16, 8000, 8000, 0x11).end();
        CodecException e = assertThrows(CodecException.class, () -> decode(jpeg, Codestream.grey(8000, 8000, 16)));

        assertTrue(e.reason().endsWith("bytes are too few for its image"), e.reason());
    }

    private static DecodedFrame decode(byte[] jpeg, PixelFormat format) throws CodecException {
        return new JpegDecoder().decode(jpeg, format);
    }

    private static int[] random(int count, int bits, int seed) {
        return new Random(seed).ints(count, 0, 1 << bits).toArray();
    }

    private static int[] filled(int value) {
        int[] image = new int[ROWS * COLUMNS];
        Arrays.fill(image, value);
        return image;
    }

    /** Encodes {@code ROWS x COLUMNS} pixels; {@code linesPerRestart} 0 for none. */
    private static byte[] lossless(
            int[] image, int components, int precision, int predictor, int pointTransform, int linesPerRestart) {
        int[] factors = new int[components];
        Arrays.fill(factors, 0x11);
        TinyJpeg jpeg =
                new TinyJpeg().frame(0xc3, precision, ROWS, COLUMNS, factors).huffman(0, 17);
        if (linesPerRestart > 0) {
            jpeg.segment(0xdd, 0, linesPerRestart * COLUMNS);
        }
        jpeg.scan(
                predictor,
                0,
                pointTransform,
                IntStream.rangeClosed(1, components).toArray());
        int[] v = Arrays.stream(image).map(s -> s >> pointTransform).toArray();
        for (int i = 0; i < v.length; i++) {
            int row = i / components / COLUMNS;
            int column = i / components % COLUMNS;
            boolean first = linesPerRestart == 0 ? row == 0 : row % linesPerRestart == 0;
            if (first && row > 0 && column == 0 && i % components == 0) {
                jpeg.flush().marker(0xd0 + row / linesPerRestart - 1);
            }
            int half = 1 << (precision - pointTransform - 1);
            int left = column > 0 ? v[i - components] : 0;
            int above = first ? 0 : v[i - COLUMNS * components];
            int corner = first || column == 0 ? 0 : v[i - COLUMNS * components - components];
            int prediction = first
                    ? (column == 0 ? half : left)
                    : column == 0
                            ? above
                            : switch (predictor) {
                                case 1 -> left;
                                case 2 -> above;
                                case 3 -> corner;
                                case 4 -> left + above - corner;
                                case 5 -> left + ((above - corner) >> 1);
                                case 6 -> above + ((left - corner) >> 1);
                                default -> (left + above) >> 1;
                            };
            int difference = (short) (v[i] - prediction);
            jpeg.difference(difference == -32768 ? 32768 : difference);
        }
        return jpeg.end();
    }

    private static byte[] writtenByJdk(BufferedImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
