package org.cordscope.phantom.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomObject;
import org.cordscope.dicom.DicomWriter;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.rendering.Contrast;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.Rendition;
import org.cordscope.phantom.rendering.Stack;
import org.cordscope.phantom.rendering.StackRenderer;
import org.cordscope.study.Cancellation;
import org.cordscope.study.SliceKey;

/**
 * Writes one patient's study as files whose names say nothing of their order. The axial T2w series is the one that Cordscope
 * should choose; the others are there to be turned down.
 */
public final class StudyExport {
    private static final int OTHER_MATRIX = 256;

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

    /** What an axial T2*w series of an examination would make of tissue. */
    public static Contrast axialT2StarContrast(Examination examination) {
        return new StudyProtocols(examination).contrast(SeriesKind.AXIAL_T2_STAR);
    }

    public String patientId() {
        return identity.patientId();
    }

    public String axialSeriesUid() {
        return uids.series(SeriesKind.AXIAL_T2W.key());
    }

    /** File and frame of an axial T2w slice, 0 at the head. */
    public static SliceKey axialKey(Examination examination, PhantomUids uids, int slice) {
        return examination.scanner().multiFrame()
                ? new SliceKey(multiFrameUid(uids, SeriesKind.AXIAL_T2W), slice + 1)
                : new SliceKey(uids.instance(SeriesKind.AXIAL_T2W.key(), slice), 1);
    }

    private static String multiFrameUid(PhantomUids uids, SeriesKind kind) {
        return uids.instance(kind.key() + ", all frames", 0);
    }

    /** Told of every slice of the axial T2w series once it is written. */
    @FunctionalInterface
    public interface AxialTaker {
        void take(int slice, float[] pixels) throws IOException;
    }

    /** Pictures of every {@code every}-th slice of a stack; their instances count from {@code first}. */
    private record Pictures(SeriesKind kind, Stack stack, int every, int first, Rendition rendition) {}

    /**
     * Writes the axial T2w series, and if wanted what else a study holds: axial T1w and T2*w, for some patients fat-saturated
     * T2w, sagittal T2w and for some STIR, localiser, a scanned form.
     */
    public void write(boolean others, AxialTaker taker) throws IOException {
        Stack stack = examination.axial();
        List<Pictures> axial = new ArrayList<>();
        axial.add(new Pictures(SeriesKind.AXIAL_T2W, stack, 1, 0, examination.rendition()));
        if (others) {
            axial.add(new Pictures(SeriesKind.AXIAL_T1W, small(), 1, 0, noisier(1.3)));
            axial.add(new Pictures(SeriesKind.AXIAL_T2_STAR, small(), 2, 0, noisier(1.3)));
            if (draw.named("fat saturation", 0).chance(0.4)) {
                axial.add(new Pictures(SeriesKind.AXIAL_T2W_FAT_SATURATED, small(), 1, 0, noisier(1.3)));
            }
        }
        writeTogether(stack, axial, taker);
        if (others) {
            writeSagittal(draw.named("short inversion time", 0).chance(0.5));
            writeLocalizer();
            if (draw.named("form", 0).chance(0.3)) {
                write(ReportCapture.of(header, identity), uids.instance(SeriesKind.REPORT.key(), 0));
            }
        }
    }

    /** What a study holds where no axial T2w series was made or kept: sagittal T2w, localiser and axial T2*w. */
    public void writeWithoutAxial() throws IOException {
        writeSagittal(false);
        writeLocalizer();
        writeTogether(List.of(new Pictures(SeriesKind.AXIAL_T2_STAR, small(), 2, 0, noisier(1.3))));
    }

    /** The axial stack as the series beside the T2w one have it. */
    private Stack small() {
        Stack stack = examination.axial();
        return stack.still().withMatrix(Math.min(OTHER_MATRIX, stack.matrix()));
    }

    private Rendition noisier(double times) {
        return examination.rendition().withNoise(times * examination.rendition().noise());
    }

    private void writeSagittal(boolean shortInversion) throws IOException {
        int matrix = Math.min(OTHER_MATRIX, 2 * examination.axial().matrix());
        Stack sagittal = examination.sagittal(matrix, 240, 11, 3, 3.3);
        List<Pictures> pictures = new ArrayList<>();
        pictures.add(new Pictures(SeriesKind.SAGITTAL_T2W, sagittal, 1, 0, noisier(1.3)));
        if (shortInversion) {
            pictures.add(new Pictures(SeriesKind.SAGITTAL_STIR, sagittal, 1, 0, noisier(1.6)));
        }
        writeTogether(pictures);
    }

    private void writeLocalizer() throws IOException {
        int matrix = Math.min(OTHER_MATRIX / 2, examination.axial().matrix());
        Stack axial = small().withMatrix(matrix);
        List<Stack> stacks = List.of(
                examination.sagittal(matrix, 280, 3, 8, 15),
                examination.coronal(matrix, 280, 3, 8, 15),
                axial.thinned(Math.max(1, (axial.count() + 2) / 3)));
        for (int i = 0; i < stacks.size(); i++) {
            writeTogether(List.of(new Pictures(SeriesKind.LOCALIZER, stacks.get(i), 1, 3 * i, noisier(3))));
        }
    }

    private void writeTogether(List<Pictures> pictures) throws IOException {
        writeTogether(pictures.get(0).stack(), pictures, (slice, pixels) -> {});
    }

    /** @param taker told of the slices of the first */
    private void writeTogether(Stack base, List<Pictures> series, AxialTaker taker) throws IOException {
        List<StackRenderer> renderers = examination.renderers(
                base,
                series.stream().map(one -> protocols.contrast(one.kind())).toList(),
                series.stream().map(Pictures::stack).toList(),
                series.stream().map(Pictures::rendition).toList());
        List<List<DataSet>> images = new ArrayList<>();
        series.forEach(one -> images.add(new ArrayList<>()));
        for (int slice = 0; slice < base.count(); slice++) {
            Cancellation.check();
            for (int i = 0; i < series.size(); i++) {
                Pictures one = series.get(i);
                if (slice % one.every() == 0) {
                    int instance = one.first() + slice / one.every();
                    float[] pixels = renderers.get(i).render(slice, noise(one.kind(), instance));
                    DataSet image = image(one, slice / one.every(), instance, pixels);
                    if (multiFrame(one.kind())) {
                        images.get(i).add(image);
                    } else {
                        write(image, uids.instance(one.kind().key(), instance));
                    }
                    if (i == 0) {
                        taker.take(slice, pixels);
                    }
                }
            }
        }
        for (int i = 0; i < series.size(); i++) {
            if (!images.get(i).isEmpty()) {
                String uid = multiFrameUid(uids, series.get(i).kind());
                write(EnhancedMr.of(images.get(i), uid), uid);
            }
        }
    }

    /** Localisers, whose slices lie in three planes, are kept one by one. */
    private boolean multiFrame(SeriesKind kind) {
        return examination.scanner().multiFrame() && kind != SeriesKind.LOCALIZER;
    }

    private SeededDraw noise(SeriesKind kind, int instance) {
        SeededDraw of = kind == SeriesKind.AXIAL_T2W ? examination.noise() : draw;
        return of.named(kind.key(), instance);
    }

    /** Writes the masks of the axial T2w series, named by the patient. */
    public void writeMasks(Path masks) throws IOException {
        Stack stack = examination.axial();
        DataSet image = header.image(
                SeriesKind.AXIAL_T2W, 0, 0, stack.plane(0), stack.spacing(), stack.thicknessMm(), stack.stepMm());
        if (multiFrame(SeriesKind.AXIAL_T2W)) {
            image.set(Tag.SOP_CLASS_UID, Vr.UI, EnhancedMr.ENHANCED_MR_IMAGE_STORAGE);
        }
        new MaskExport(examination, uids).write(image, identity.patientId(), identity.studyDateTime(), masks);
    }

    private DataSet image(Pictures pictures, int slice, int instance, float[] pixels) {
        SeriesKind kind = pictures.kind();
        Stack stack = pictures.stack().thinned(pictures.every());
        int number = kind.axial() && numberedFromFeet ? stack.count() - 1 - slice : instance;
        DataSet data = header.image(
                kind, instance, number, stack.plane(slice), stack.spacing(), stack.thicknessMm(), stack.stepMm());
        StoredPixels.setTwelveBit(data, pixels, stack.matrix(), stack.matrix());
        return data;
    }

    private void write(DataSet data, String instanceUid) throws IOException {
        DicomWriter.write(folder.resolve(fileName(instanceUid)), new DicomObject(new DataSet(), data));
    }

    /** The last digits of a UID, which is a hash: files sort in no order that means anything. */
    private static String fileName(String uid) {
        return "IM" + uid.substring(uid.length() - 12);
    }
}
