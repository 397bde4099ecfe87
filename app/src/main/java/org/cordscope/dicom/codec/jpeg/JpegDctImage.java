package org.cordscope.dicom.codec.jpeg;

import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;

/** Sequential DCT frames of 8 or 12 bits (T.81 annex F): baseline and extended. */
final class JpegDctImage implements JpegImage {
    private final JpegFrame frame;
    private final int mcusWide;
    private final int mcusHigh;
    /** One plane per component, of whole MCUs. */
    private final short[][] planes;

    private final int[] predictions;
    private final float[] coefficients = new float[64];
    private final InverseDct inverse = new InverseDct();

    JpegDctImage(JpegFrame frame) {
        this.frame = frame;
        this.mcusWide = ceilDiv(frame.columns(), 8 * frame.maxHorizontal());
        this.mcusHigh = ceilDiv(frame.rows(), 8 * frame.maxVertical());
        this.predictions = new int[frame.components().size()];
        this.planes = new short[frame.components().size()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = new short
                    [planeWidth(c) * mcusHigh * frame.components().get(c).vertical() * 8];
        }
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    private int planeWidth(int component) {
        return mcusWide * frame.components().get(component).horizontal() * 8;
    }

    @Override
    public void decodeScan(JpegScan scan, JpegTables tables, EntropyBits bits) throws CodecException {
        boolean single = scan.parts().size() == 1;
        JpegFrame.Component first = frame.components().get(scan.parts().get(0).component());
        int wide = single ? blocks(frame.columns(), first.horizontal(), frame.maxHorizontal()) : mcusWide;
        int high = single ? blocks(frame.rows(), first.vertical(), frame.maxVertical()) : mcusHigh;
        Arrays.fill(predictions, 0);
        for (int mcu = 0; mcu < wide * high; mcu++) {
            int interval = scan.restartInterval();
            if (interval > 0 && mcu > 0 && mcu % interval == 0) {
                bits.restart(0xd0 + (mcu / interval - 1) % 8);
                Arrays.fill(predictions, 0);
            }
            for (JpegScan.Part part : scan.parts()) {
                JpegFrame.Component c = frame.components().get(part.component());
                int across = single ? 1 : c.horizontal();
                int down = single ? 1 : c.vertical();
                for (int block = 0; block < across * down; block++) {
                    int x = mcu % wide * across + block % across;
                    int y = mcu / wide * down + block / across;
                    decodeBlock(part, tables, bits, x, y);
                }
            }
        }
    }

    /** Blocks along one side of a component that is alone in its scan (A.2.2). */
    private static int blocks(int pixels, int factor, int largest) {
        return ceilDiv(ceilDiv(pixels * factor, largest), 8);
    }

    private void decodeBlock(JpegScan.Part part, JpegTables tables, EntropyBits bits, int x, int y)
            throws CodecException {
        int[] steps =
                tables.quantization(frame.components().get(part.component()).quantization());
        HuffmanTable ac = tables.ac(part.ac());
        int category = tables.dc(part.dc()).decode(bits);
        if (category > 15) {
            throw bits.damaged("a DC difference has " + category + " bits");
        }
        predictions[part.component()] += bits.readSigned(category);
        Arrays.fill(coefficients, 0);
        coefficients[0] = (float) predictions[part.component()] * steps[0];
        int last = 0;
        for (int k = 1; k < 64; k++) {
            int symbol = ac.decode(bits);
            int size = symbol & 15;
            if (size == 0 && symbol != 0xf0) {
                break;
            }
            k += symbol >> 4;
            if (k > 63) {
                throw bits.damaged("a block has more than 64 coefficients");
            }
            coefficients[JpegTables.naturalOrder(k)] = (float) bits.readSigned(size) * steps[k];
            last = k;
        }
        int width = planeWidth(part.component());
        inverse.transform(
                coefficients, last == 0, frame.precision(), planes[part.component()], (y * width + x) * 8, width);
    }

    @Override
    public int[] samples() {
        int count = planes.length;
        int[] samples = new int[frame.rows() * frame.columns() * count];
        for (int c = 0; c < count; c++) {
            JpegFrame.Component component = frame.components().get(c);
            int width = planeWidth(c);
            int out = c;
            for (int row = 0; row < frame.rows(); row++) {
                int line = row * component.vertical() / frame.maxVertical() * width;
                for (int column = 0; column < frame.columns(); column++, out += count) {
                    samples[out] = planes[c][line + column * component.horizontal() / frame.maxHorizontal()];
                }
            }
        }
        return samples;
    }
}
