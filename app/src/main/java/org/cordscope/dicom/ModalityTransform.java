package org.cordscope.dicom;

import java.util.Arrays;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.PixelFormat;
import org.jspecify.annotations.Nullable;

/**
 * From stored to modality values (PS3.3 C.11.1): a table, or slope and intercept; turned where low means white.
 *
 * @param reflection for MONOCHROME1 the sum of the least and the greatest modality value, null otherwise
 */
record ModalityTransform(
        @Nullable LookupTable table,
        double slope,
        double intercept,
        @Nullable Double reflection) {

    static ModalityTransform of(DataSet data, int frame, PixelFormat format) throws CodecException {
        boolean turned = format.photometricInterpretation().equals("MONOCHROME1");
        List<DataSet> tables = data.items(Tag.MODALITY_LUT_SEQUENCE);
        if (!tables.isEmpty()) {
            LookupTable table = LookupTable.read(tables.get(0), Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, format.signed());
            int least = Arrays.stream(table.entries()).min().orElse(0);
            int greatest = Arrays.stream(table.entries()).max().orElse(0);
            return new ModalityTransform(table, 1, 0, turned ? (double) least + greatest : null);
        }
        FrameAttributes attributes = new FrameAttributes(data);
        attributes.frame(frame);
        DataSet source = attributes.holder(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, Tag.RESCALE_SLOPE);
        double slope = source.decimal(Tag.RESCALE_SLOPE).orElse(1);
        double intercept = source.decimal(Tag.RESCALE_INTERCEPT).orElse(0);
        if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new CodecException("the rescale slope " + slope + " with intercept " + intercept + " is unusable");
        }
        // The least and greatest stored value add up to -1 when signed, to 2^bits - 1 otherwise.
        double storedSum = format.signed() ? -1 : Math.scalb(1.0, format.bitsStored()) - 1;
        return new ModalityTransform(null, slope, intercept, turned ? slope * storedSum + 2 * intercept : null);
    }

    /** Modality value of a stored value, turned for MONOCHROME1: high is bright. */
    double apply(long storedValue) {
        double value = table != null ? table.at((int) storedValue) : slope * storedValue + intercept;
        return turn(value);
    }

    /** A modality value as the header means it, where {@link #apply} puts it. */
    double turn(double value) {
        return reflection == null ? value : reflection - value;
    }
}
