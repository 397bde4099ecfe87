package org.cordscope.phantom.export;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Locale;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.imaging.PixelText;

/** A scanned request form as secondary capture, with the patient's name burned into its pixels. */
final class ReportCapture {
    private static final String SECONDARY_CAPTURE_STORAGE = "1.2.840.10008.5.1.4.1.1.7";
    private static final int SIDE = 320;

    private ReportCapture() {}

    static DataSet of(MrHeader header, Identity identity) {
        BufferedImage page = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        List<String> lines = List.of(
                "MRI CERVICAL SPINE",
                identity.patientName().replace('^', ' '),
                "ID " + identity.patientId(),
                "BORN " + identity.birthDate(),
                "DATE " + identity.studyDate(),
                "NECK PAIN AND CLUMSY HANDS");
        for (int i = 0; i < lines.size(); i++) {
            PixelText.draw(page, 16, 24 + 20 * i, lines.get(i).toUpperCase(Locale.ROOT), 0xffffff);
        }
        DataSet data = header.common(SeriesKind.REPORT, 0, 0, SECONDARY_CAPTURE_STORAGE, "OT");
        data.set(Tag.IMAGE_TYPE, Vr.CS, "DERIVED", "SECONDARY");
        data.set(Tag.SERIES_DESCRIPTION, Vr.LO, "Scanned request form");
        data.set(Tag.CONVERSION_TYPE, Vr.CS, "WSD");
        data.set(Tag.BURNED_IN_ANNOTATION, Vr.CS, "YES");
        data.set(Tag.PATIENT_ORIENTATION, Vr.CS, new String[0]);
        byte[] pixels = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        StoredPixels.setEightBit(data, pixels, SIDE, SIDE);
        return data;
    }
}
