package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Vr;

/** A small axial T2w MR file, to be changed and written. */
public final class MadeFile {
    public static final int ROWS = 8;

    private MadeFile() {}

    public static DataSet slice(String patient, String study, String series, int number) {
        double height = -30 + 3.0 * number;
        DataSet data = new DataSet();
        data.set(0x00080008, Vr.CS, "ORIGINAL", "PRIMARY", "M", "NORM");
        data.set(0x00080016, Vr.UI, "1.2.840.10008.5.1.4.1.1.4");
        data.set(0x00080018, Vr.UI, series + "." + number);
        data.set(0x00080020, Vr.DA, "20190615");
        data.set(0x00080060, Vr.CS, "MR");
        data.set(0x00080070, Vr.LO, "SIEMENS");
        data.set(0x0008103e, Vr.LO, "t2_tse_tra C-SPINE");
        data.set(0x00100010, Vr.PN, "Doe^Jane^" + patient);
        data.set(0x00100020, Vr.LO, patient);
        data.set(0x00100030, Vr.DA, "19600102");
        data.set(0x00100040, Vr.CS, "F");
        data.set(0x00180015, Vr.CS, "CSPINE");
        data.set(0x00180020, Vr.CS, "SE");
        data.set(0x00180024, Vr.SH, "*tse2d1_15");
        data.set(0x00180050, Vr.DS, "3");
        data.set(0x00180080, Vr.DS, "4000");
        data.set(0x00180081, Vr.DS, "95");
        data.set(0x00180091, Vr.IS, "15");
        data.set(0x0020000d, Vr.UI, study);
        data.set(0x0020000e, Vr.UI, series);
        data.set(0x00200032, Vr.DS, "-2", "-2", String.valueOf(height));
        data.set(0x00200037, Vr.DS, "1", "0", "0", "0", "1", "0");
        return pixels(data, number);
    }

    private static DataSet pixels(DataSet data, int number) {
        data.set(0x00280002, Vr.US, 1);
        data.set(0x00280004, Vr.CS, "MONOCHROME2");
        data.set(0x00280010, Vr.US, ROWS);
        data.set(0x00280011, Vr.US, ROWS);
        data.set(0x00280030, Vr.DS, "0.5", "0.5");
        data.set(0x00280100, Vr.US, 16);
        data.set(0x00280101, Vr.US, 12);
        data.set(0x00280102, Vr.US, 11);
        data.set(0x00280103, Vr.US, 0);
        byte[] pixels = new byte[ROWS * ROWS * 2];
        for (int i = 0; i < pixels.length; i += 2) {
            pixels[i] = (byte) (i + number);
        }
        return data.set(0x7fe00010, Vr.OW, pixels);
    }

    public static Path write(Path file, DataSet data) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        DicomWriter.write(file, new DicomObject(new DataSet(), data));
        return file;
    }
}
