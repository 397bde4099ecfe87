package org.cordscope.dicom.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/**
 * Frame header of a JPEG codestream (T.81 B.2.2).
 *
 * @param process second byte of the start-of-frame marker
 * @param precision bits per sample
 */
record JpegFrame(int process, int precision, int rows, int columns, List<Component> components) {
    static final int BASELINE = 0xc0;
    static final int EXTENDED = 0xc1;
    static final int LOSSLESS = 0xc3;

    /**
     * One component.
     *
     * @param horizontal sampling factor, relative to the largest of all components
     * @param vertical likewise
     * @param quantization number of its quantization table
     */
    record Component(int id, int horizontal, int vertical, int quantization) {}

    static JpegFrame read(int marker, MarkerReader in) throws CodecException {
        if (marker != BASELINE && marker != EXTENDED && marker != LOSSLESS) {
            throw in.unsupported(marker == 0xc2 ? "progressive coding" : "hierarchical or arithmetic coding");
        }
        int precision = in.u8();
        int rows = in.u16();
        int columns = in.u16();
        int count = in.u8();
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int factors = in.u8();
            components.add(new Component(id, factors >> 4, factors & 15, in.u8()));
        }
        JpegFrame frame = new JpegFrame(marker, precision, rows, columns, components);
        frame.requireSense(in);
        return frame;
    }

    private void requireSense(MarkerReader in) throws CodecException {
        if (rows == 0) {
            throw in.unsupported("a number of lines defined after the image");
        }
        boolean precisionFits = precision == 8
                || (process == EXTENDED && precision == 12)
                || (lossless() && precision >= 2 && precision <= 16);
        if (!precisionFits) {
            throw in.damaged(precision + " bits per sample do not fit its process");
        }
        for (Component c : components) {
            boolean factorsFit = c.horizontal >= 1 && c.horizontal <= 4 && c.vertical >= 1 && c.vertical <= 4;
            if (!factorsFit || c.quantization > 3) {
                throw in.damaged("a component has impossible parameters");
            }
        }
        if (lossless()
                && components.stream()
                        .distinct()
                        .anyMatch(c -> components.size() > 1 && c.horizontal * c.vertical != 1)) {
            throw in.unsupported("subsampled lossless components");
        }
    }

    boolean lossless() {
        return process == LOSSLESS;
    }

    int maxHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElse(1);
    }

    int maxVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElse(1);
    }
}
