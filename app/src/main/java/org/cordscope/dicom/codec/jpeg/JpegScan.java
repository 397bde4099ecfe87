package org.cordscope.dicom.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/**
 * Scan header (T.81 B.2.3).
 *
 * @param start predictor of a lossless scan, first coefficient otherwise
 * @param pointTransform bits dropped by a lossless encoder
 * @param restartInterval MCUs between restart markers, 0 for none
 */
record JpegScan(List<Part> parts, int start, int pointTransform, int restartInterval) {

    /**
     * One component of the scan.
     *
     * @param component index into the frame's components
     * @param tables numbers of its Huffman tables, DC in the high and AC in the low four bits
     */
    record Part(int component, int tables) {
        int dc() {
            return tables >> 4;
        }

        int ac() {
            return tables & 15;
        }
    }

    static JpegScan read(MarkerReader in, JpegFrame frame, int restartInterval) throws CodecException {
        int count = in.u8();
        if (count < 1 || count > frame.components().size()) {
            throw in.damaged("a scan has " + count + " components");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int component = -1;
            for (int c = 0; c < frame.components().size(); c++) {
                component = frame.components().get(c).id() == id ? c : component;
            }
            int found = component;
            if (found < 0 || parts.stream().anyMatch(p -> p.component == found)) {
                throw in.damaged("a scan names an impossible component");
            }
            parts.add(new Part(found, in.u8()));
        }
        int start = in.u8();
        in.u8();
        return new JpegScan(parts, start, in.u8() & 15, restartInterval);
    }
}
