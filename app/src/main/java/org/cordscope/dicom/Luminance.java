package org.cordscope.dicom;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** Brightness of colour pixels (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B). */
final class Luminance {
    private Luminance() {}

    private static double of(double red, double green, double blue) {
        return 0.299 * red + 0.587 * green + 0.114 * blue;
    }

    static float[] ofColour(DecodedFrame frame, PixelFormat format) throws CodecException {
        int[] samples = frame.samples();
        boolean rgb = switch (frame.photometricInterpretation()) {
            case "RGB" -> true;
            case "YBR_FULL", "YBR_ICT", "YBR_RCT" -> false;
            default ->
                throw new CodecException("colour stored as " + frame.photometricInterpretation() + " is not supported");
        };
        float[] values = new float[samples.length / 3];
        for (int i = 0; i < values.length; i++) {
            int at = 3 * i;
            values[i] = (float)
                    (rgb
                            ? of((double) format.number(samples[at]), (double) format.number(samples[at + 1]), (double)
                                    format.number(samples[at + 2]))
                            : (double) format.number(samples[at]));
        }
        return values;
    }

    static float[] ofPalette(DecodedFrame frame, DataSet data, PixelFormat format) throws CodecException {
        if (data.contains(Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA)) {
            throw new CodecException("segmented colour palettes are not supported");
        }
        LookupTable red = LookupTable.read(
                data,
                Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                format.signed());
        LookupTable green = LookupTable.read(
                data,
                Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                format.signed());
        LookupTable blue = LookupTable.read(
                data,
                Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                format.signed());
        int[] samples = frame.samples();
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) of(red.at(samples[i]), green.at(samples[i]), blue.at(samples[i]));
        }
        return values;
    }
}
