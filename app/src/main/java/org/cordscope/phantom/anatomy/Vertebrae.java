package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * Bones, discs, joints and ligaments round the canal in one plane, in the canal's frame. Every vertebra is a few parts whose
 * outlines at a height are simple; the parts of one vertebra are laid down as one, first cortex and then marrow.
 */
final class Vertebrae {
    private static final double INSERTION_MM = 2;

    private final List<Vertebra> vertebrae;
    private final Foramina foramina;
    private final Marrow marrow;
    private final Warp warp;
    private final SmoothNoise rough;
    private final double tilt;
    private final double bodySize;
    private final double discBrightness;

    Vertebrae(SeededDraw draw) {
        vertebrae = Vertebra.draw(draw.named("forms", 0));
        foramina = new Foramina(draw.named("foramina", 0));
        marrow = new Marrow(draw.named("marrow", 0));
        warp = new Warp(draw.named("bone", 0), 1.1);
        rough = new SmoothNoise(draw.named("rough", 0));
        tilt = draw.named("tilt", 0).normal(0, 0.05, -0.12, 0.12);
        bodySize = draw.named("bodies", 0).normal(1.06, 0.06, 0.92, 1.22);
        discBrightness = draw.named("discs", 0).between(0.5, 1);
    }

    /** 1 within the disc, 0 within the vertebral body, between where a slice has part of both. */
    static double discShare(double z, DiscLesion disc) {
        double thin = DiscSpace.halfHeight(disc.degeneration());
        return Curves.smooth((thin + 0.8 - Math.abs(z - disc.zMm())) / 1.6);
    }

    void addTo(LayerStack stack, double z, Press press, DiscLesion disc) {
        BonePlane plane = plane(z, press, disc);
        SpinalLigaments.addBehind(stack, plane, vertebrae, marrow);
        foramina.addTo(stack, plane, marrow);
        addCapsules(stack, plane);
        SpinalLigaments.addFlavum(stack, plane, nearestJoint(z));
        Marrow.Plane texture = marrow.at(z);
        List<List<Bone>> bones = arches(plane);
        bones.stream().flatMap(List::stream).forEach(part -> addInsertions(stack, part, texture));
        bones.stream().flatMap(List::stream).forEach(part -> stack.add(Tissue.CORTICAL_BONE, part.outline(), 0.85));
        new VertebralBodies(plane, vertebrae).addTo(stack, texture, discBrightness);
        for (List<Bone> bone : bones) {
            bone.forEach(part -> stack.add(part.marrow(plane), texture));
        }
        addClefts(stack, plane);
        foramina.addArteries(stack, plane);
        SpinalLigaments.addFront(stack, plane, Math.abs(z - disc.zMm()));
        SpinalLigaments.addIntrusions(stack, press);
    }

    private BonePlane plane(double z, Press press, DiscLesion disc) {
        return new BonePlane(z, press, disc, warp, rough.at(z * 0.2), tilt, bodySize);
    }

    /** Outlines of all bone in a plane, cortex included; they overlap. */
    List<Outline> bone(double z, Press press, DiscLesion disc) {
        BonePlane plane = plane(z, press, disc);
        List<Outline> outlines = new ArrayList<>();
        new VertebralBodies(plane, vertebrae).bone().ifPresent(outlines::add);
        for (List<Bone> bone : arches(plane)) {
            bone.forEach(part -> outlines.add(part.outline()));
        }
        return outlines;
    }

    /** Outline of the disc in a plane; empty where it meets none. */
    List<Outline> disc(double z, Press press, DiscLesion disc) {
        return new VertebralBodies(plane(z, press, disc), vertebrae)
                .disc().stream().toList();
    }

    /** All bone but the bodies, vertebra by vertebra from the head down. */
    private List<List<Bone>> arches(BonePlane plane) {
        List<List<Bone>> bones = new ArrayList<>();
        bones.add(UpperNeck.atlas(plane));
        for (Vertebra v : vertebrae) {
            List<Bone> parts = new ArrayList<>(Arch.of(v, plane));
            parts.addAll(Pillars.of(v, plane, vertebrae));
            if (v.index() == Vertebra.C2) {
                parts.addAll(UpperNeck.axis(plane));
            }
            bones.add(parts);
        }
        return bones;
    }

    /** Height above the nearest disc, mm. */
    private double nearestJoint(double z) {
        double best = Double.POSITIVE_INFINITY;
        for (Vertebra v : vertebrae.subList(1, vertebrae.size())) {
            double height = Pillars.height(v, z);
            best = Math.abs(height) < Math.abs(best) ? height : best;
        }
        return best;
    }

    /** Tendon and fat where muscles meet a bone, in patches. */
    private static void addInsertions(LayerStack stack, Bone bone, Marrow.Plane texture) {
        stack.add(Curves.inset(bone.outline(), -INSERTION_MM), (x, y, point) -> {
            double n = texture.coarse(1.3 * x + 50, 1.3 * y) + 0.5 * texture.fine(0.45 * x, 0.45 * y + 30);
            if (n > 0) {
                point.cover(Tissue.FAT, Math.min(0.5, 0.7 * n));
            } else {
                point.cover(Tissue.LIGAMENT, Math.min(0.7, -0.9 * n));
            }
        });
    }

    /** Joint capsules, which bone is laid over. */
    private void addCapsules(LayerStack stack, BonePlane plane) {
        for (Vertebra v : vertebrae.subList(1, vertebrae.size())) {
            for (int side = -1; side <= 1; side += 2) {
                double height = Pillars.height(v, plane.z(side));
                if (Math.abs(height) < 6) {
                    stack.add(Tissue.LIGAMENT, plane.warped(Pillars.column(plane, height, side, 0.3)), 0.8);
                }
            }
        }
    }

    /** The clefts of the joints: bone under the cartilage and a film of fluid, which slanting planes blur. */
    private void addClefts(LayerStack stack, BonePlane plane) {
        for (Vertebra v : vertebrae.subList(1, vertebrae.size())) {
            for (int side = -1; side <= 1; side += 2) {
                double height = Pillars.height(v, plane.z(side));
                if (Math.abs(height) > 6) {
                    continue;
                }
                double x = Pillars.middleX(plane, side);
                double y = Pillars.joint(v, plane, side);
                double half = Math.max(1, 5.6 - 0.13 * height * height);
                double blur = 0.8 * v.facetSlope();
                addCleft(stack, plane, v, side, x, y, half, 1.0 + blur, Tissue.CORTICAL_BONE, 0.4);
                addCleft(stack, plane, v, side, x, y, half, 0.5 + 0.6 * blur, Tissue.CORTICAL_BONE, 0.5);
                addCleft(stack, plane, v, side, x, y, half - 0.6, 0.25 + 0.3 * blur, Tissue.JOINT_FLUID, 0.22);
            }
        }
    }

    private static void addCleft(
            LayerStack stack,
            BonePlane plane,
            Vertebra v,
            int side,
            double x,
            double y,
            double half,
            double thick,
            Tissue tissue,
            double opacity) {
        double turn = v.facetTurn() * half;
        Outline cleft =
                Outline.stroke(side * (x - half), y - turn, side * (x + half), y + turn, 0.6 * thick, 0.6 * thick);
        stack.add(tissue, plane.warped(cleft), opacity);
    }
}
