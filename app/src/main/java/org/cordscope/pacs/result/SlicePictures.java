package org.cordscope.pacs.result;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.CodedSlice;
import org.cordscope.report.MapPicture;
import org.cordscope.study.InstanceHeader;

/** Pictures of coded slices for the montage. */
public interface SlicePictures {
    /** Width and height, pixels. */
    int SIDE = MapPicture.SIDE;

    /** Identifies what lies over the slices; empty for nothing. */
    String name();

    /** What lies over the slices, in words; empty for nothing. */
    String overlay();

    /** A slice as the model saw it, {@link #SIDE} pixels wide and high, of TYPE_INT_RGB. */
    BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException;

    /** Forgets what was kept of a scan that is done with. */
    default void forget() {}

    /** Slices alone. */
    static SlicePictures plain(Preprocessing seen) {
        return new SlicePictures() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public String overlay() {
                return "";
            }

            @Override
            public BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
                return MapPicture.image(DicomPixels.read(header, slice.key().frame()), seen, null, false);
            }
        };
    }
}
