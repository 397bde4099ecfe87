package org.cordscope.phantom;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.export.PhantomUids;
import org.cordscope.phantom.export.StudyExport;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.Stack;
import org.cordscope.phantom.rendering.StackRenderer;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;

/**
 * One patient of the phantom cohort without files: images and truth of the axial T2w series. The same seed and index give
 * the same patient, however many there are.
 */
public final class PhantomPatient {
    private final int index;
    private final Examination examination;
    private final PhantomUids uids;

    private PhantomPatient(long seed, int index, PhantomRequest.Mode mode, int matrix) {
        this.index = index;
        SeededDraw draw = SeededDraw.of(seed).named("patient", index);
        SeededDraw person = draw.named("subject", 0);
        Subject subject =
                mode == PhantomRequest.Mode.POPULATION ? Subject.drawFromPopulation(person) : Subject.draw(person);
        this.examination = Examination.draw(draw, subject, matrix);
        this.uids = new PhantomUids(seed, index);
    }

    /** A patient as the paper's, in the matrix of the scanner's protocol. */
    public static PhantomPatient of(long seed, int index) {
        return of(seed, index, 0);
    }

    /** @param matrix rows and columns of the axial pictures, for speed; 0 for what the scanner's protocol says */
    public static PhantomPatient of(long seed, int index, int matrix) {
        return of(PhantomRequest.defaults().withSeed(seed).withMatrix(matrix), index);
    }

    /** One of a cohort's. */
    public static PhantomPatient of(PhantomRequest request, int index) {
        if (index < 0) {
            throw new IllegalArgumentException("patients count from 0: " + index);
        }
        return new PhantomPatient(request.seed(), index, request.mode(), request.matrix());
    }

    public int index() {
        return index;
    }

    public Subject subject() {
        return examination.subject();
    }

    public int sliceCount() {
        return examination.axial().count();
    }

    Examination examination() {
        return examination;
    }

    PhantomUids uids() {
        return uids;
    }

    /** Canal and cord in one slice, 0 at the head; quick, as nothing is rendered. */
    public CanalSection canal(int slice) {
        return examination.canal(slice).section();
    }

    /** The same with where it lies, in the coordinates of the slice's header, which knows nothing of a patient who moved since. */
    public CanalCut cut(int slice) {
        CanalCut shown = examination.canal(slice);
        Vector3 back = examination.axial().cuts().get(slice).moved().times(-1);
        return new CanalCut(shown.section(), shown.middle().plus(back), shown.left(), shown.back());
    }

    /** Where a slice lies as its header has it. */
    public SlicePlane plane(int slice) {
        return examination.axial().plane(slice);
    }

    public Truth truth(int slice) {
        return Truth.of(canal(slice));
    }

    /** All slices from the head down; about 1 MB each at full size. */
    public List<PhantomSlice> slices() {
        return slices(0, sliceCount());
    }

    /** Some neighbouring slices, the same as in {@link #slices()}. */
    public List<PhantomSlice> slices(int from, int to) {
        return slices(renderer(), from, to);
    }

    /** The same slices, under the same keys, as a T2*w gradient echo of the examination would show them. */
    public List<PhantomSlice> slicesT2Star(int from, int to) {
        return slices(examination.axialRenderer(StudyExport.axialT2StarContrast(examination)), from, to);
    }

    private List<PhantomSlice> slices(StackRenderer renderer, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> slice(renderer, i)).toList();
    }

    /** One slice, 0 at the head: the same as in {@link #slices()}. */
    public PhantomSlice slice(int slice) {
        return slice(renderer(), slice);
    }

    private StackRenderer renderer() {
        return examination.axialRenderer(StudyExport.axialContrast(examination));
    }

    private PhantomSlice slice(StackRenderer renderer, int slice) {
        return slice(slice, renderer.render(slice, axialNoise(slice)));
    }

    private SeededDraw axialNoise(int slice) {
        return examination.noise().named("axial T2w", slice);
    }

    /** A slice whose picture is there already. */
    PhantomSlice slice(int slice, float[] pixels) {
        Stack stack = examination.axial();
        SliceKey key = StudyExport.axialKey(examination, uids, slice);
        return new PhantomSlice(
                slice,
                stack.plane(slice).positionMm(),
                new SliceImage(key, stack.matrix(), stack.matrix(), stack.spacing(), pixels),
                truth(slice));
    }
}
