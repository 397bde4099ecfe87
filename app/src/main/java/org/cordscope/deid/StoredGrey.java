package org.cordscope.deid;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.cordscope.study.FramePixels;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.UnusableFileException;

/**
 * Modality values as 16-bit words. Whole numbers that span at most 65,535 are kept exactly; anything else to within half of the
 * step {@code slope}.
 *
 * @param slope as written to the file, {@code value = slope * word + intercept}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying pixels would double the memory
record StoredGrey(boolean signed, String slope, String intercept, byte[] words) {
    private static final int GREATEST = 65_535;
    private static final int DIGITS = 9;

    /** @throws UnusableFileException where the pixels cannot be read, or are no numbers */
    static StoredGrey of(InstanceHeader header, FramePixels pixels) throws IOException {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        for (int frame = 1; frame <= header.frames().size(); frame++) {
            for (double value : frame(header, pixels, frame)) {
                if (!(Math.abs(value) <= Float.MAX_VALUE)) {
                    throw new UnusableFileException(header.source(), "some of its pixels are not numbers");
                }
                least = Math.min(least, value);
                most = Math.max(most, value);
                whole &= value == Math.rint(value);
            }
        }
        boolean unsignedFits = whole && least >= 0 && most <= GREATEST;
        boolean signedFits = whole && least >= Short.MIN_VALUE && most <= Short.MAX_VALUE;
        if (unsignedFits || signedFits) {
            return new StoredGrey(!unsignedFits, "1", "0", words(header, pixels, 1, 0));
        }
        if (whole && most - least <= GREATEST && Math.abs(least) < 1e15) {
            return new StoredGrey(false, "1", String.valueOf((long) least), words(header, pixels, 1, least));
        }
        return rescaled(header, pixels, least, most);
    }

    boolean isRescaled() {
        return !slope.equals("1") || !intercept.equals("0");
    }

    /** Intercept downwards and step upwards to nine digits, so that no value falls outside. */
    private static StoredGrey rescaled(InstanceHeader header, FramePixels pixels, double least, double most)
            throws IOException {
        String intercept = text(least, RoundingMode.FLOOR);
        double start = Double.parseDouble(intercept);
        String slope = text(Math.max(most - start, Float.MIN_NORMAL) / GREATEST, RoundingMode.CEILING);
        return new StoredGrey(false, slope, intercept, words(header, pixels, Double.parseDouble(slope), start));
    }

    /** At most 16 characters, as a decimal string has. */
    private static String text(double value, RoundingMode rounding) {
        return String.format(
                Locale.ROOT, "%." + (DIGITS - 1) + "e", new BigDecimal(value).round(new MathContext(DIGITS, rounding)));
    }

    private static byte[] words(InstanceHeader header, FramePixels pixels, double slope, double intercept)
            throws IOException {
        long bytes = 2L * header.rows() * header.columns() * header.frames().size();
        ByteBuffer words = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 1; frame <= header.frames().size(); frame++) {
            for (double value : frame(header, pixels, frame)) {
                long word = Math.round((value - intercept) / slope);
                words.putShort((short) Math.max(Short.MIN_VALUE, Math.min(GREATEST, word)));
            }
        }
        return words.array();
    }

    private static double[] frame(InstanceHeader header, FramePixels pixels, int frame) throws IOException {
        double[] values = pixels.frame(frame);
        if (values.length != header.rows() * header.columns()) {
            throw new UnusableFileException(header.source(), "its pixels are not those that its header claims");
        }
        return values;
    }
}
