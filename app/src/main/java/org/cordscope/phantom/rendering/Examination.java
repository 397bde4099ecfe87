package org.cordscope.phantom.rendering;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.rendering.Manufacturer.AxialProtocol;

/**
 * One patient as examined once: who, the anatomy, how it lies, the scanner and where the axial stack lies.
 *
 * @param noise stream that noise of every picture is drawn from, by name
 */
public record Examination(
        Subject subject, Neck neck, Pose pose, Scanner scanner, Stack axial, Rendition rendition, SeededDraw noise) {

    /**
     * Draws the anatomy of a patient and the examination.
     *
     * @param matrix rows and columns of the axial pictures; 0 for what the scanner's protocol says
     */
    public static Examination draw(SeededDraw draw, Subject subject, int matrix) {
        Neck neck = Neck.draw(draw.named("neck", 0), subject);
        Pose pose = Pose.draw(draw.named("pose", 0));
        SeededDraw scan = draw.named("scan", 0);
        Manufacturer manufacturer = Manufacturer.draw(scan);
        List<AxialProtocol> protocols = manufacturer.axialProtocols();
        AxialProtocol protocol = protocols.get(scan.index(protocols.size()));
        Stack stack = new StackPlan(neck, pose).axial(draw.named("plan", 0), protocol);
        Scanner scanner = Scanner.draw(manufacturer, draw.named("scanner", 0));
        double noise = manufacturer.noise() * StrictMath.pow(1.5 / scanner.tesla(), 0.6);
        Rendition rendition = Rendition.draw(scan, manufacturer.fullScale(), noise, protocol.acquiredMm());
        return new Examination(
                subject,
                neck,
                pose,
                scanner,
                matrix == 0 ? stack : stack.withMatrix(matrix),
                rendition,
                draw.named("noise", 0));
    }

    /** The canal in the middle of an axial slice, which its truth is told of. */
    public CanalCut canal(int slice) {
        Stack.Cut cut = axial.cuts().get(slice);
        return CanalCut.of(neck, pose, cut.shown(), cut.normal());
    }

    /**
     * Renderers of one stack in several contrasts, which share their work; to be asked slice by slice.
     *
     * @param stacks {@code base}, or the same in another matrix, for each contrast; likewise {@code renditions}
     */
    public List<StackRenderer> renderers(
            Stack base, List<Contrast> contrasts, List<Stack> stacks, List<Rendition> renditions) {
        PaintedHeights heights = PaintedHeights.of(neck, pose, base, contrasts, rendition);
        List<StackRenderer> renderers = new ArrayList<>();
        for (int i = 0; i < contrasts.size(); i++) {
            renderers.add(new StackRenderer(pose, stacks.get(i), heights, i, renditions.get(i)));
        }
        return renderers;
    }

    /** A renderer of the axial stack by itself. */
    public StackRenderer axialRenderer(Contrast contrast) {
        return renderers(axial, List.of(contrast), List.of(axial), List.of(rendition))
                .get(0);
    }

    /** Slices from right to left. */
    public Stack sagittal(int matrix, double fieldOfViewMm, int count, double thicknessMm, double stepMm) {
        return new StackPlan(neck, pose).sagittal(matrix, fieldOfViewMm, count, thicknessMm, stepMm);
    }

    /** Slices from front to back. */
    public Stack coronal(int matrix, double fieldOfViewMm, int count, double thicknessMm, double stepMm) {
        return new StackPlan(neck, pose).coronal(matrix, fieldOfViewMm, count, thicknessMm, stepMm);
    }
}
