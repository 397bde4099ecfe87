package org.cordscope.dicom.codec.jpeg;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.EntropyBits;

/** Lossless JPEG (T.81 annex H): Huffman-coded differences from one of seven predictors. */
final class JpegLosslessImage implements JpegImage {
    private final JpegFrame frame;
    private final int stride;
    private final int[] samples;

    JpegLosslessImage(JpegFrame frame) {
        this.frame = frame;
        this.stride = frame.components().size();
        this.samples = new int[frame.rows() * frame.columns() * stride];
    }

    @Override
    public int[] samples() {
        return samples;
    }

    @Override
    public void decodeScan(JpegScan scan, JpegTables tables, EntropyBits bits) throws CodecException {
        int interval = scan.restartInterval();
        if (scan.start() < 1 || scan.start() > 7 || scan.pointTransform() >= frame.precision()) {
            throw bits.damaged("predictor " + scan.start() + " with point transform " + scan.pointTransform());
        }
        if (interval % frame.columns() != 0) {
            throw bits.damaged("its restart interval is not a whole number of lines");
        }
        HuffmanTable[] huffman = new HuffmanTable[scan.parts().size()];
        for (int i = 0; i < huffman.length; i++) {
            huffman[i] = tables.dc(scan.parts().get(i).dc());
        }
        int linesPerInterval = interval == 0 ? frame.rows() : interval / frame.columns();
        for (int row = 0; row < frame.rows(); row++) {
            boolean first = row % linesPerInterval == 0;
            if (first && row > 0) {
                bits.restart(0xd0 + (row / linesPerInterval - 1) % 8);
            }
            decodeLine(scan, huffman, bits, row, first);
        }
        if (scan.pointTransform() > 0) {
            undoPointTransform(scan);
        }
    }

    private void decodeLine(JpegScan scan, HuffmanTable[] huffman, EntropyBits bits, int row, boolean first)
            throws CodecException {
        int half = 1 << (frame.precision() - scan.pointTransform() - 1);
        int line = row * frame.columns() * stride;
        int above = frame.columns() * stride;
        for (int column = 0; column < frame.columns(); column++) {
            for (int i = 0; i < huffman.length; i++) {
                int at = line + column * stride + scan.parts().get(i).component();
                int prediction;
                if (first) {
                    prediction = column == 0 ? half : samples[at - stride];
                } else if (column == 0) {
                    prediction = samples[at - above];
                } else {
                    prediction = predict(
                            scan.start(), samples[at - stride], samples[at - above], samples[at - above - stride]);
                }
                samples[at] = prediction + readDifference(huffman[i], bits) & 0xffff;
            }
        }
    }

    /** Table H.1, with Ra left, Rb above and Rc above left. */
    private static int predict(int predictor, int left, int above, int aboveLeft) {
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> aboveLeft;
            case 4 -> left + above - aboveLeft;
            case 5 -> left + ((above - aboveLeft) >> 1);
            case 6 -> above + ((left - aboveLeft) >> 1);
            default -> (left + above) >> 1;
        };
    }

    /** Category 16 stands for 32768 and has no further bits (H.1.2.2). */
    private static int readDifference(HuffmanTable table, EntropyBits bits) throws CodecException {
        int category = table.decode(bits);
        if (category > 16) {
            throw bits.damaged("a difference has " + category + " bits");
        }
        return category == 16 ? 32768 : bits.readSigned(category);
    }

    private void undoPointTransform(JpegScan scan) {
        for (JpegScan.Part part : scan.parts()) {
            for (int at = part.component(); at < samples.length; at += stride) {
                samples[at] = samples[at] << scan.pointTransform() & 0xffff;
            }
        }
    }
}
