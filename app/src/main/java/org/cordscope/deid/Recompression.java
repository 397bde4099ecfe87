package org.cordscope.deid;

import java.nio.file.Path;
import java.util.Arrays;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomFormatException;
import org.cordscope.dicom.DicomFrames;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.study.SourceFile;

/** Tells whether two objects are one image in two transfer syntaxes. */
final class Recompression {
    private static final SourceFile IN_MEMORY = SourceFile.of(Path.of(""));

    private Recompression() {}

    /** False also where the pixels of one of them cannot be decoded. */
    static boolean isOf(DicomObject a, DicomObject b) {
        if (syntax(a).equals(syntax(b)) || !Arrays.equals(attributes(a), attributes(b))) {
            return false;
        }
        try {
            return haveTheSamePixels(DicomFrames.of(IN_MEMORY, a), DicomFrames.of(IN_MEMORY, b));
        } catch (DicomFormatException e) {
            return false;
        }
    }

    private static boolean haveTheSamePixels(DicomFrames a, DicomFrames b) throws DicomFormatException {
        boolean same = a.count() == b.count();
        for (int frame = 1; same && frame <= a.count(); frame++) {
            same = Arrays.equals(
                    a.storedValues(frame).samples(), b.storedValues(frame).samples());
        }
        return same;
    }

    private static String syntax(DicomObject object) {
        boolean compressed = object.data().isEncapsulated(Tag.PIXEL_DATA);
        return compressed ? object.meta().string(Tag.TRANSFER_SYNTAX_UID).orElse("") : "";
    }

    /** All but the pixels, and what programs that compress write of it. */
    private static byte[] attributes(DicomObject object) {
        DataSet data = object.data().copy();
        data.remove(Tag.PIXEL_DATA);
        data.remove(Tag.DERIVATION_DESCRIPTION);
        data.remove(Tag.LOSSY_IMAGE_COMPRESSION);
        return DicomWriter.toBytes(new DicomObject(new DataSet(), data));
    }
}
