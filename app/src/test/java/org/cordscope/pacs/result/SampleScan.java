package org.cordscope.pacs.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.CordContours;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judgement;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.SliceKey;

/** A coded scan of a few small slices whose files lie in a folder, with umlauts in the patient's name; the second is of C4/5. */
public final class SampleScan {
    public static final String REASON = "looks like noise";
    private static final int SIDE = 32;

    private SampleScan() {}

    public static ScanSource write(Path folder, double... probabilities) throws IOException {
        return write(folder, Set.of(), probabilities);
    }

    /** @param notJudged slices that the model should not judge, from 0 */
    public static ScanSource write(Path folder, Set<Integer> notJudged, double... probabilities) throws IOException {
        return write(folder, notJudged, false, probabilities);
    }

    /** Coded by a model that sees the cord: its AP diameter is 7 mm, 5 mm in compressed slices; the grade is the slice's number. */
    static ScanSource writeSeen(Path folder, Set<Integer> notJudged, double... probabilities) throws IOException {
        return write(folder, notJudged, true, probabilities);
    }

    /** The same where a scan is called compressed by its highest probability. */
    public static ScanSource withScanThreshold(ScanSource source, double threshold) {
        CodedScan scan = source.scan();
        return new ScanSource(
                new CodedScan(scan.studyUid(), scan.seriesUid(), scan.slices(), scan.missing(), scan.sex(), threshold),
                source.image(),
                source.images(),
                source.levels());
    }

    private static CordFindings found(int i, boolean compressed) {
        CordMeasures cord = new CordMeasures(compressed ? 5 : 7, 12.5, 60.25, 0.95, 0.8, 0);
        CordMeasures canal = new CordMeasures(11, 20, 180, 0.95, 0.8, 0);
        return new CordFindings(0, 0, i % 4, 0.5, 0.5, 0.5, 0.5, 0.5, cord, canal, new CordContours("", ""));
    }

    private static ScanSource write(Path folder, Set<Integer> notJudged, boolean seen, double... probabilities)
            throws IOException {
        List<CodedSlice> slices = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            String uid = "2.25.10" + i;
            DicomWriter.write(folder.resolve("slice" + i), new DicomObject(new DataSet(), image(uid, i)));
            boolean judged = !notJudged.contains(i);
            Judgement judgement = new Judgement(null, null, null, judged ? "" : REASON);
            boolean compressed = judged && probabilities[i] >= 0.5;
            slices.add(new CodedSlice(
                    new SliceKey(uid, 1),
                    i,
                    4.0 * i,
                    probabilities[i],
                    compressed,
                    judgement,
                    seen ? found(i, compressed) : null));
        }
        CodedScan scan = new CodedScan("2.25.1", "2.25.2", slices, 1);
        return ScanSource.find(new CodingResult(List.of(scan), List.of()), List.of(folder))
                .get(0);
    }

    private static DataSet image(String uid, int i) {
        byte[] pixels = new byte[2 * SIDE * SIDE];
        for (int p = 0; p < SIDE * SIDE; p++) {
            pixels[2 * p] = (byte) (p * (i + 3));
        }
        DataSet image = new DataSet()
                .set(Tag.SPECIFIC_CHARACTER_SET, Vr.CS, "ISO_IR 100")
                .set(Tag.SOP_CLASS_UID, Vr.UI, "1.2.840.10008.5.1.4.1.1.4")
                .set(Tag.SOP_INSTANCE_UID, Vr.UI, uid)
                .set(Tag.STUDY_INSTANCE_UID, Vr.UI, "2.25.1")
                .set(Tag.SERIES_INSTANCE_UID, Vr.UI, "2.25.2")
                .set(Tag.MODALITY, Vr.CS, "MR")
                .set(Tag.PATIENT_NAME, Vr.PN, "Müller^Anna")
                .set(Tag.PATIENT_ID, Vr.LO, "P1")
                .set(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19600102")
                .set(Tag.PATIENT_SEX, Vr.CS, "F")
                .set(Tag.STUDY_DATE, Vr.DA, "20250304")
                .set(Tag.STUDY_TIME, Vr.TM, "101112")
                .set(Tag.ACCESSION_NUMBER, Vr.SH, "A7")
                .set(Tag.STUDY_ID, Vr.SH, "1")
                .set(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 0, 0, 4.0 * i)
                .set(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1.0, 0, 0, 0, 1, 0)
                .set(Tag.PIXEL_SPACING, Vr.DS, 2.0, 2.0)
                .set(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .set(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .set(Tag.ROWS, Vr.US, SIDE)
                .set(Tag.COLUMNS, Vr.US, SIDE)
                .set(Tag.BITS_ALLOCATED, Vr.US, 16)
                .set(Tag.BITS_STORED, Vr.US, 12)
                .set(Tag.HIGH_BIT, Vr.US, 11)
                .set(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .set(Tag.PIXEL_DATA, Vr.OW, pixels);
        return i == 1
                ? image.setItems(Tag.ANATOMIC_REGION_SEQUENCE, new Code("243904008", "SCT", "C4/C5 disc").item())
                : image;
    }
}
