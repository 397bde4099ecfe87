package org.cordscope.phantom.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.rendering.AxialRenderer;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.LongRenderer;
import org.cordscope.phantom.rendering.LongSlab;
import org.cordscope.phantom.rendering.Rendition;
import org.cordscope.phantom.rendering.Slab;
import org.cordscope.study.SliceImage;

/**
 * Writes one patient's study as files whose names say nothing of their order. The axial T2w series is the one that Cordscope
 * should choose; the others are there to be turned down.
 */
public final class StudyExport {
    private static final int DECOY_MATRIX = 256;

    private final Examination examination;
    private final PhantomUids uids;
    private final Identity identity;
    private final MrHeader header;
    private final Path folder;
    private final SeededDraw draw;
    private final boolean numberedFromFeet;

    private StudyExport(Examination examination, PhantomUids uids, Path folder) {
        this.examination = examination;
        this.uids = uids;
        this.draw = examination.noise().named("export", 0);
        this.identity = Identity.draw(draw.named("identity", 0), examination.subject());
        this.header = new MrHeader(examination, identity, uids);
        this.folder = folder;
        this.numberedFromFeet = draw.chance(0.5);
    }

    /** A study in its own folder under {@code dicom}. */
    public static StudyExport of(Examination examination, PhantomUids uids, Path dicom) throws IOException {
        Path folder = dicom.resolve(fileName(uids.study()));
        Files.createDirectories(folder);
        return new StudyExport(examination, uids, folder);
    }

    public String patientId() {
        return identity.patientId();
    }

    public String axialSeriesUid() {
        return uids.series(SeriesKind.AXIAL_T2W.key());
    }

    /** SOP Instance UID of an axial T2w slice, 0 at the head. */
    public static String axialInstanceUid(PhantomUids uids, int slice) {
        return uids.instance(SeriesKind.AXIAL_T2W.key(), slice);
    }

    public void writeAxialT2w(int slice, SliceImage image) throws IOException {
        writeAxial(SeriesKind.AXIAL_T2W, examination.axial(), slice, image.pixels());
    }

    /** Sagittal T2w, axial T2*w and T1w, localiser; for some patients a fat-saturated axial T2w and a scanned form. */
    public void writeDecoys() throws IOException {
        Slab slab = examination
                .axial()
                .withMatrix(Math.min(DECOY_MATRIX, examination.axial().matrix()));
        writeLong(SeriesKind.SAGITTAL_T2W, new LongSlab(true, 256, 240, 11, 3.3, 3, slab), 0);
        writeLocalizer(slab);
        writeAxialStack(SeriesKind.AXIAL_T2_STAR, slab, Contrast.T2_STAR, 2);
        writeAxialStack(SeriesKind.AXIAL_T1W, slab, Contrast.T1W, 1);
        if (draw.named("fat saturation", 0).chance(0.4)) {
            writeAxialStack(SeriesKind.AXIAL_T2W_FAT_SATURATED, slab, Contrast.T2W_FAT_SATURATED, 1);
        }
        if (draw.named("form", 0).chance(0.3)) {
            write(ReportCapture.of(header, identity), uids.instance(SeriesKind.REPORT.key(), 0));
        }
    }

    /** Every {@code every}-th slice of the axial stack in another contrast. */
    private void writeAxialStack(SeriesKind kind, Slab axial, Contrast contrast, int every) throws IOException {
        Slab slab = axial.thinned(every);
        Rendition rendition = examination.rendition();
        AxialRenderer renderer = new AxialRenderer(slab, contrast, rendition.withNoise(1.3 * rendition.noise()));
        for (int i = 0; i < slab.count(); i++) {
            writeAxial(kind, slab, i, renderer.render(examination.sections(i * every), draw.named(kind.key(), i)));
        }
    }

    private void writeAxial(SeriesKind kind, Slab slab, int slice, float[] pixels) throws IOException {
        int number = numberedFromFeet ? slab.count() - 1 - slice : slice;
        DataSet data =
                header.image(kind, slice, number, slab.plane(slice), slab.spacing(), slab.thicknessMm(), slab.stepMm());
        StoredPixels.setTwelveBit(data, pixels, slab.matrix(), slab.matrix());
        write(data, uids.instance(kind.key(), slice));
    }

    private void writeLocalizer(Slab axial) throws IOException {
        writeLong(SeriesKind.LOCALIZER, new LongSlab(true, 128, 280, 3, 15, 8, axial), 0);
        writeLong(SeriesKind.LOCALIZER, new LongSlab(false, 128, 280, 3, 15, 8, axial), 3);
        Slab coarse = axial.withMatrix(128).thinned(Math.max(1, axial.count() / 3));
        Rendition rendition = examination.rendition().withNoise(0.05);
        AxialRenderer renderer = new AxialRenderer(coarse, Contrast.T2_STAR, rendition);
        for (int i = 0; i < Math.min(3, coarse.count()); i++) {
            float[] pixels = renderer.render(
                    examination.sections(i * Math.max(1, axial.count() / 3)), draw.named("axial localiser", i));
            DataSet data = header.image(SeriesKind.LOCALIZER, 6 + i, 6 + i, coarse.plane(i), coarse.spacing(), 8, 15);
            StoredPixels.setTwelveBit(data, pixels, coarse.matrix(), coarse.matrix());
            write(data, uids.instance(SeriesKind.LOCALIZER.key(), 6 + i));
        }
    }

    private void writeLong(SeriesKind kind, LongSlab slab, int firstInstance) throws IOException {
        Contrast contrast = kind == SeriesKind.LOCALIZER ? Contrast.T2_STAR : Contrast.T2W;
        SeededDraw noise = draw.named(kind.key(), firstInstance);
        float[][] pictures =
                new LongRenderer(slab, contrast, examination.rendition()).render(examination.neck(), noise);
        for (int i = 0; i < pictures.length; i++) {
            int instance = firstInstance + i;
            DataSet data = header.image(
                    kind, instance, instance, slab.plane(i), slab.spacing(), slab.thicknessMm(), slab.stepMm());
            StoredPixels.setTwelveBit(data, pictures[i], slab.matrix(), slab.matrix());
            write(data, uids.instance(kind.key(), instance));
        }
    }

    private void write(DataSet data, String instanceUid) throws IOException {
        DicomWriter.write(folder.resolve(fileName(instanceUid)), new DicomObject(new DataSet(), data));
    }

    /** The last digits of a UID, which is a hash: files sort in no order that means anything. */
    private static String fileName(String uid) {
        return "IM" + uid.substring(uid.length() - 12);
    }
}
