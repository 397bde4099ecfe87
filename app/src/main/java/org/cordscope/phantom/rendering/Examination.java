package org.cordscope.phantom.rendering;

import java.util.List;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Section;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.rendering.Manufacturer.AxialProtocol;
import org.cordscope.study.Vector3;

/**
 * One patient as examined once: who, the anatomy, the scanner and where the axial stack lies.
 *
 * @param noise stream that noise and texture of every picture are drawn from, by name
 */
public record Examination(
        Subject subject, Neck neck, Manufacturer manufacturer, Slab axial, Rendition rendition, SeededDraw noise) {

    /**
     * Draws a patient and the examination.
     *
     * @param matrix rows and columns of the axial pictures; 0 for what the scanner's protocol says
     */
    public static Examination draw(SeededDraw draw, int matrix) {
        Subject subject = Subject.draw(draw.named("subject", 0));
        Neck neck = Neck.draw(draw.named("neck", 0), subject);
        SeededDraw scan = draw.named("scan", 0);
        Manufacturer manufacturer = Manufacturer.draw(scan);
        List<AxialProtocol> protocols = manufacturer.axialProtocols();
        AxialProtocol protocol = protocols.get(scan.index(protocols.size()));
        Slab slab = slab(scan, neck, protocol);
        Rendition rendition =
                Rendition.draw(scan, manufacturer.fullScale(), manufacturer.noise(), protocol.acquiredMm());
        return new Examination(
                subject,
                neck,
                manufacturer,
                matrix == 0 ? slab : slab.withMatrix(matrix),
                rendition,
                draw.named("noise", 0));
    }

    /** Slices of 2 to 5 mm, mostly 3, from about C2 to T1. */
    private static Slab slab(SeededDraw draw, Neck neck, AxialProtocol protocol) {
        double[] thicknesses = {2, 2.5, 3, 3.5, 4, 5};
        double thickness = thicknesses[draw.weighted(.05, .13, .56, .12, .11, .03)];
        double gap = new double[] {0, 0.3, 0.5}[draw.weighted(0.5, 0.4, 0.1)];
        double step = thickness + gap;
        double top = draw.between(2, 9);
        double covered = top + neck.length() * draw.between(98, 110);
        return new Slab(
                protocol.matrix(),
                protocol.fieldOfViewMm(),
                (int) Math.round(covered / step),
                top,
                step,
                thickness,
                draw.normal(0, 0.05, -0.12, 0.12),
                draw.normal(0.05, 0.1, -0.2, 0.3),
                draw.normal(0, 3, -7, 7),
                draw.normal(-5, 4, -14, 5),
                new Vector3(draw.normal(0, 5, -12, 12), draw.normal(-20, 10, -40, 10), draw.normal(30, 20, -30, 90)));
    }

    /** The canal in the middle of an axial slice, which its truth is told of. */
    public CanalSection canal(int slice) {
        return neck.canalAt(axial.zMm(slice));
    }

    /** Two planes within the thickness of an axial slice, which its picture averages. */
    public List<Section> sections(int slice) {
        double quarter = axial.thicknessMm() / 4;
        return List.of(neck.at(axial.zMm(slice) + quarter), neck.at(axial.zMm(slice) - quarter));
    }
}
