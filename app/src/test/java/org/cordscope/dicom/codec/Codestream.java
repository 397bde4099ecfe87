package org.cordscope.dicom.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** A codestream of codestreams.txt: another program's encoding of {@link #pixels}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Codestream(String name, String transferSyntax, PixelFormat format, int tolerance, byte[] bytes) {

    public static List<Codestream> all() {
        try (InputStream in = Objects.requireNonNull(Codestream.class.getResourceAsStream("codestreams.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Codestream::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Codestream named(String name) {
        return all().stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
    }

    private static Codestream parse(String line) {
        String[] f = line.split(" ", -1);
        int[] n = new int[9];
        for (int i = 2; i < 9; i++) {
            n[i] = Integer.parseInt(f[i]);
        }
        PixelFormat format = new PixelFormat(
                n[2], n[3], n[4], n[5], n[6], n[6] - 1, n[7] == 1, 0, n[4] == 3 ? "RGB" : "MONOCHROME2");
        return new Codestream(f[0], f[1], format, n[8], Base64.getDecoder().decode(f[9]));
    }

    public FrameDecoder decoder() {
        return FrameDecoders.ofEncapsulated(transferSyntax).orElseThrow();
    }

    public int[] decode() throws CodecException {
        return decoder().decode(bytes, format).samples();
    }

    /** The image that was encoded: slopes with a little texture, wrapping round, and a flat corner. */
    public int[] pixels() {
        return pixels(format);
    }

    public static int[] pixels(PixelFormat format) {
        int bits = format.bitsStored();
        int[] pixels = new int[format.samples()];
        int at = 0;
        for (int y = 0; y < format.rows(); y++) {
            for (int x = 0; x < format.columns(); x++) {
                for (int c = 0; c < format.samplesPerPixel(); c++) {
                    int v = 8 * x + 5 * y + 40 * c + x * y / 7 + (x * 31 + y * 17 + c * 7) % 5;
                    v = x >= 24 && y >= 10 ? 100 : v;
                    v = (bits > 9 ? v << (bits - 9) : v >> (9 - bits)) & (1 << bits) - 1;
                    pixels[at++] = format.signed() ? v - (1 << (bits - 1)) : v;
                }
            }
        }
        return pixels;
    }

    /** Format of one grey sample of so many bits. */
    public static PixelFormat grey(int rows, int columns, int bits) {
        return new PixelFormat(rows, columns, 1, bits > 8 ? 16 : 8, bits, bits - 1, false, 0, "MONOCHROME2");
    }

    public static PixelFormat rgb(int rows, int columns) {
        return new PixelFormat(rows, columns, 3, 8, 8, 7, false, 0, "RGB");
    }

    @Override
    public String toString() {
        return name;
    }
}
