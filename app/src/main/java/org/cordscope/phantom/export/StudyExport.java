package org.cordscope.phantom.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.Rendition;
import org.cordscope.phantom.rendering.Stack;
import org.cordscope.phantom.rendering.StackRenderer;
import org.cordscope.study.Cancellation;

/**
 * Writes one patient's study as files whose names say nothing of their order. The axial T2w series is the one that Cordscope
 * should choose; the others are there to be turned down.
 */
public final class StudyExport {
    private static final int DECOY_MATRIX = 256;

    private final Examination examination;
    private final PhantomUids uids;
    private final Identity identity;
    private final StudyProtocols protocols;
    private final MrHeader header;
    private final Path folder;
    private final SeededDraw draw;
    private final boolean numberedFromFeet;

    private StudyExport(Examination examination, PhantomUids uids, Path folder) {
        this.examination = examination;
        this.uids = uids;
        this.draw = examination.noise().named("export", 0);
        this.identity = Identity.draw(draw.named("identity", 0), examination.subject());
        this.protocols = new StudyProtocols(examination);
        this.header = new MrHeader(examination, protocols, identity, uids);
        this.folder = folder;
        this.numberedFromFeet = draw.chance(0.5);
    }

    /** A study in its own folder under {@code dicom}. */
    public static StudyExport of(Examination examination, PhantomUids uids, Path dicom) throws IOException {
        Path folder = dicom.resolve(fileName(uids.study()));
        Files.createDirectories(folder);
        return new StudyExport(examination, uids, folder);
    }

    /** What the axial T2w series of an examination makes of tissue. */
    public static Contrast axialContrast(Examination examination) {
        return new StudyProtocols(examination).contrast(SeriesKind.AXIAL_T2W);
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

    /** Told of every slice of the axial T2w series once it is written. */
    @FunctionalInterface
    public interface AxialTaker {
        void take(int slice, float[] pixels) throws IOException;
    }

    /** One of the axial series: every {@code every}-th slice of its stack in a contrast. */
    private record Axial(SeriesKind kind, Stack stack, int every, Rendition rendition) {}

    /**
     * Writes the axial T2w series, and if wanted what else a study holds: axial T1w and T2*w, for some patients fat-saturated
     * T2w, sagittal T2w, localiser, a scanned form.
     */
    public void write(boolean others, AxialTaker taker) throws IOException {
        Stack stack = examination.axial();
        Rendition rendition = examination.rendition();
        List<Axial> series = new ArrayList<>();
        series.add(new Axial(SeriesKind.AXIAL_T2W, stack, 1, rendition));
        Stack small = stack.still().withMatrix(Math.min(DECOY_MATRIX, stack.matrix()));
        if (others) {
            Rendition quick = rendition.withNoise(1.3 * rendition.noise());
            series.add(new Axial(SeriesKind.AXIAL_T1W, small, 1, quick));
            series.add(new Axial(SeriesKind.AXIAL_T2_STAR, small, 2, quick));
            if (draw.named("fat saturation", 0).chance(0.4)) {
                series.add(new Axial(SeriesKind.AXIAL_T2W_FAT_SATURATED, small, 1, quick));
            }
        }
        writeAxials(series, taker);
        if (others) {
            writeStack(SeriesKind.SAGITTAL_T2W, sagittal(), 0, 1.3);
            writeLocalizer(small);
            if (draw.named("short inversion time", 0).chance(0.5)) {
                writeStack(SeriesKind.SAGITTAL_STIR, sagittal(), 0, 1.6);
            }
            if (draw.named("form", 0).chance(0.3)) {
                write(ReportCapture.of(header, identity), uids.instance(SeriesKind.REPORT.key(), 0));
            }
        }
    }

    /** What a study holds where no axial T2w series was made or kept: sagittal T2w, localiser and axial T2*w. */
    public void writeWithoutAxial() throws IOException {
        Stack small = examination
                .axial()
                .still()
                .withMatrix(Math.min(DECOY_MATRIX, examination.axial().matrix()));
        writeStack(SeriesKind.SAGITTAL_T2W, sagittal(), 0, 1.3);
        writeLocalizer(small);
        writeStack(SeriesKind.AXIAL_T2_STAR, small.thinned(2), 0, 1.3);
    }

    private void writeAxials(List<Axial> series, AxialTaker taker) throws IOException {
        List<StackRenderer> renderers = examination.axialRenderers(
                series.stream().map(one -> protocols.contrast(one.kind())).toList(),
                series.stream().map(Axial::stack).toList(),
                series.stream().map(Axial::rendition).toList());
        for (int slice = 0; slice < examination.axial().count(); slice++) {
            Cancellation.check();
            for (int i = 0; i < series.size(); i++) {
                Axial one = series.get(i);
                if (slice % one.every() != 0) {
                    continue;
                }
                SeededDraw noise = i == 0
                        ? examination.noise().named(one.kind().key(), slice)
                        : draw.named(one.kind().key(), slice);
                float[] pixels = renderers.get(i).render(slice, noise);
                int instance = slice / one.every();
                writeImage(one.kind(), one.stack().thinned(one.every()), instance, instance, pixels);
                if (i == 0) {
                    taker.take(slice, pixels);
                }
            }
        }
    }

    /** Writes the masks of the axial T2w series, named by the patient. */
    public void writeMasks(Path masks) throws IOException {
        Stack stack = examination.axial();
        DataSet image = header.image(
                SeriesKind.AXIAL_T2W, 0, 0, stack.plane(0), stack.spacing(), stack.thicknessMm(), stack.stepMm());
        new MaskExport(examination, uids).write(image, identity.patientId(), identity.studyDateTime(), masks);
    }

    private Stack sagittal() {
        return examination.sagittal(Math.min(256, 2 * examination.axial().matrix()), 240, 11, 3, 3.3);
    }

    private void writeLocalizer(Stack axial) throws IOException {
        int survey = Math.min(128, axial.matrix());
        writeStack(SeriesKind.LOCALIZER, examination.sagittal(survey, 280, 3, 8, 15), 0, 3);
        writeStack(SeriesKind.LOCALIZER, examination.coronal(survey, 280, 3, 8, 15), 3, 3);
        Stack coarse = axial.withMatrix(survey).thinned(Math.max(1, (axial.count() + 2) / 3));
        writeStack(SeriesKind.LOCALIZER, coarse, 6, 3);
    }

    /** @param noise against that of the axial T2w series */
    private void writeStack(SeriesKind kind, Stack stack, int firstInstance, double noise) throws IOException {
        Rendition rendition = examination.rendition();
        StackRenderer renderer =
                examination.renderer(stack, protocols.contrast(kind), rendition.withNoise(noise * rendition.noise()));
        for (int i = 0; i < stack.count(); i++) {
            Cancellation.check();
            writeImage(
                    kind, stack, i, firstInstance + i, renderer.render(i, draw.named(kind.key(), firstInstance + i)));
        }
    }

    private void writeImage(SeriesKind kind, Stack stack, int slice, int instance, float[] pixels) throws IOException {
        int number = kind.axial() && numberedFromFeet ? stack.count() - 1 - slice : instance;
        DataSet data = header.image(
                kind, instance, number, stack.plane(slice), stack.spacing(), stack.thicknessMm(), stack.stepMm());
        StoredPixels.setTwelveBit(data, pixels, stack.matrix(), stack.matrix());
        write(data, uids.instance(kind.key(), instance));
    }

    private void write(DataSet data, String instanceUid) throws IOException {
        DicomWriter.write(folder.resolve(fileName(instanceUid)), new DicomObject(new DataSet(), data));
    }

    /** The last digits of a UID, which is a hash: files sort in no order that means anything. */
    private static String fileName(String uid) {
        return "IM" + uid.substring(uid.length() - 12);
    }
}
