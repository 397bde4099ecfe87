package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * Bones, discs, joints and ligaments round the canal in one plane, in the canal's frame. Every vertebra is a few parts whose
 * outlines at a height are simple; the parts of one vertebra are laid down as one, first cortex and then marrow.
 */
final class Vertebrae {
    private final List<Vertebra> vertebrae;
    private final Foramina foramina;
    private final Marrow marrow;
    private final Warp warp;
    private final SmoothNoise rough;
    private final double tilt;
    private final double discBrightness;

    Vertebrae(SeededDraw draw) {
        vertebrae = Vertebra.draw(draw.named("forms", 0));
        foramina = new Foramina(draw.named("foramina", 0));
        marrow = new Marrow(draw.named("marrow", 0));
        warp = new Warp(draw.named("bone", 0), 1.1);
        rough = new SmoothNoise(draw.named("rough", 0));
        tilt = draw.named("tilt", 0).normal(0, 0.05, -0.12, 0.12);
        discBrightness = draw.named("discs", 0).between(0.5, 1);
    }

    /** 1 within the disc, 0 within the vertebral body, between where a slice has part of both. */
    static double discShare(double z, DiscLesion disc) {
        double thin = VertebralBodies.halfHeight(disc.degeneration());
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
        bones.stream().flatMap(List::stream).forEach(part -> stack.add(Tissue.CORTICAL_BONE, part.outline()));
        new VertebralBodies(plane, vertebrae).addTo(stack, marrow, discBrightness);
        for (List<Bone> bone : bones) {
            bone.forEach(part -> stack.add(part.marrow(), texture));
        }
        foramina.addArteries(stack, plane);
        SpinalLigaments.addFront(stack, plane, Math.abs(z - disc.zMm()));
        SpinalLigaments.addIntrusions(stack, press);
    }

    private BonePlane plane(double z, Press press, DiscLesion disc) {
        return new BonePlane(z, press, disc, warp, rough.at(z * 0.2), tilt);
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

    /** Joint capsules, cartilage and the film of fluid in the joints' clefts; bone is laid over them. */
    private void addCapsules(LayerStack stack, BonePlane plane) {
        for (Vertebra v : vertebrae.subList(1, vertebrae.size())) {
            for (int side = -1; side <= 1; side += 2) {
                double height = Pillars.height(v, plane.z(side));
                if (Math.abs(height) > 6) {
                    continue;
                }
                stack.add(Tissue.LIGAMENT, plane.warped(Pillars.column(plane, height, side, 0.4)));
                double x = Pillars.middleX(plane, side);
                double y = Pillars.joint(v, plane, side);
                double shorter = Math.max(1, 5.2 - 0.12 * height * height);
                Outline film = Outline.stroke(
                        side * (x - shorter), y - v.facetTurn() * shorter,
                        side * (x + shorter), y + v.facetTurn() * shorter, 0.3, 0.3);
                stack.add(Tissue.JOINT_FLUID, plane.warped(film), 0.55);
            }
        }
    }
}
