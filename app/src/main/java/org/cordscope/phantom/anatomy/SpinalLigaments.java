package org.cordscope.phantom.anatomy;

import java.util.List;

/** Ligaments and fat between the vertebrae in one plane, and what degeneration has put into the canal. */
final class SpinalLigaments {
    private SpinalLigaments() {}

    /** Fat and ligament between the spinous processes, which lie behind those. */
    static void addBehind(LayerStack stack, BonePlane plane, List<Vertebra> vertebrae, Marrow marrow) {
        double start = plane.back(0) + 3;
        double length = 0;
        for (Vertebra v : vertebrae) {
            double t = v.at(plane.z());
            length = Math.max(length, v.process() * Curves.smooth(2.2 - Math.abs(t + 9) / 9));
        }
        double end = start + 5 + 0.75 * length;
        Marrow.Plane texture = marrow.at(plane.z() + 90);
        Outline wedge = Curves.through(
                0,
                start - 1,
                3.2,
                start + 1.5,
                4.2,
                start + 6,
                3.4,
                (start + end) / 2,
                2.2,
                end - 2,
                0,
                end + 1,
                -2.2,
                end - 2,
                -3.4,
                (start + end) / 2,
                -4.2,
                start + 6,
                -3.2,
                start + 1.5);
        stack.add(plane.warped(wedge), (x, y, point) -> {
            double n = texture.coarse(1.6 * x, y) + 0.7 * texture.fine(0.6 * x, 0.35 * y);
            point.cover(Tissue.CONNECTIVE, 0.45);
            point.cover(Tissue.FAT, Math.min(0.95, Math.max(0, 0.45 + 0.9 * n)));
        });
        stack.add(Tissue.LIGAMENT, plane.warped(Outline.stroke(0, start + 3, 0, end, 0.4, 0.5)), 0.6);
    }

    /** Ligamentum flavum of both sides with the fat behind the cleft between them; laminae are laid over it. */
    static void addFlavum(LayerStack stack, BonePlane plane, double joint) {
        double between = Curves.smooth(1.7 - Math.abs(joint + 1) / 5);
        double thick = 1.2 + 1.0 * between;
        double apex = plane.back(0);
        Outline fat = Curves.through(
                0,
                apex - 0.8,
                3.4,
                apex - 0.4,
                4.0,
                apex + 0.6,
                1.8,
                apex + 1.8,
                0,
                apex + 3.2,
                -1.8,
                apex + 1.8,
                -4.0,
                apex + 0.6,
                -3.4,
                apex - 0.4);
        stack.add(Tissue.EPIDURAL_FAT, plane.warped(fat), (plane.z() < -96 ? 0.5 : 0.25) + 0.35 * between);
        double reach = plane.halfWidth() + 3.5;
        for (int side = -1; side <= 1; side += 2) {
            Outline half = Outline.band(
                    side > 0 ? 0.5 : -reach,
                    side > 0 ? reach : -0.5,
                    x -> plane.back(x) + 0.5 + apart(x, between),
                    x -> plane.back(x) + 0.5 + apart(x, between) + thick);
            stack.add(Tissue.LIGAMENT, plane.warped(half));
        }
    }

    /** The two ligaments meet in a gable: near the midline they stand off from the sac. */
    private static double apart(double x, double between) {
        return 1.5 * between * Math.max(0, 1 - Math.abs(x) / 4.5);
    }

    /** Posterior longitudinal ligament and the veins beside it. */
    static void addFront(LayerStack stack, BonePlane plane, double toDisc) {
        Canal canal = plane.press().canal();
        double w = plane.halfWidth();
        double veins = Curves.smooth((toDisc - 3) / 4);
        for (int side = -1; side <= 1; side += 2) {
            Outline plexus = Outline.stroke(
                    side * 0.42 * w,
                    canal.front(0.42 * w) - 0.5,
                    side * 0.86 * w,
                    canal.front(0.86 * w) - 0.8,
                    0.6,
                    1.1);
            stack.add(Tissue.EPIDURAL_FAT, plane.warped(plexus), 0.3 + 0.4 * veins);
        }
        double half = (0.78 - 0.3 * veins) * w;
        stack.add(Tissue.LIGAMENT, Outline.band(-half, half, x -> canal.front(x) - 0.9, x -> canal.front(x) + 0.3));
    }

    /** Whether most of what reaches into the canal from in front is bone, which is black. */
    private static boolean ossified(Press press) {
        double bone = 0;
        double all = 0;
        for (Press.Part part : press.parts()) {
            double reach = part.share() * part.intrusion().heightMm();
            all += reach;
            bone += part.intrusion().tissue() == Tissue.CORTICAL_BONE ? reach : 0;
        }
        return bone > 0.6 * all;
    }

    /** The parts of the canal that disc, osteophytes and buckled ligament have taken. */
    static void addIntrusions(LayerStack stack, Press press) {
        double w = press.canal().halfWidth();
        Canal canal = press.canal();
        stack.add(Tissue.CORTICAL_BONE, Outline.band(-w, w, x -> canal.front(x) - 0.6, canal::back));
        if (press.bulge(0) + press.bulge(4) + press.bulge(-4) > 0.4) {
            double soft = ossified(press) ? 0.3 : 0.8;
            stack.add(
                    Tissue.DEGENERATED_DISC,
                    Outline.band(-w, w, x -> canal.front(x) - 1, x -> press.front(x) - 0.7),
                    soft);
        }
    }
}
