package org.cordscope.phantom.anatomy;

import java.util.List;

/**
 * One patient's neck in three dimensions, straightened: a few numbers per structure, sampled at any height by {@link #at}; a
 * {@link Pose} says how it lies. Everything is drawn when the neck is made, so that sampling twice gives the same.
 */
public final class Neck {
    private static final NeckAtlas ATLAS = NeckAtlas.load();

    private final double length;
    private final NeckSurface surface;
    private final NeckAtlas softTissue;
    private final Muscles muscles;
    private final Spine spine;
    private final DentalMetal metal;
    private final Warp skinWarp;
    private final Warp warp;

    private Neck(SeededDraw draw, Subject subject, Scenario scenario) {
        length = (subject.heightCm() / 172) * draw.normal(1, 0.025, 0.94, 1.06);
        double scale = 0.97 + 0.010 * (subject.bodyMassIndex() - 26) + (subject.sex() == Subject.Sex.M ? 0.02 : -0.05);
        double fat = Math.max(3, 7 + 0.55 * (subject.bodyMassIndex() - 26) + draw.normal(0, 1, -2, 2));
        surface = new NeckSurface(scale + 0.004 * Math.max(0, fat - 7), fat, draw.named("surface", 0));
        softTissue = ATLAS.of(draw.named("soft tissue", 0), scale);
        muscles = new Muscles(
                softTissue.structures().stream().filter(Neck::competes).toList(), draw.named("muscles", 0), subject);
        spine = new Spine(draw.named("spine", 0), subject, scenario);
        metal = new DentalMetal(draw.named("metal", 0));
        skinWarp = new Warp(draw.named("skin", 0), 1.1);
        warp = new Warp(draw.named("warp", 0), 2.6);
    }

    public static Neck draw(SeededDraw draw, Subject subject) {
        return draw(draw, subject, Scenario.USUAL);
    }

    /** A neck whose spine is as a scenario asks. */
    public static Neck draw(SeededDraw draw, Subject subject, Scenario scenario) {
        return new Neck(draw, subject, scenario);
    }

    /** How much longer than usual this neck is. */
    public double length() {
        return length;
    }

    /** What the plane at a height of this neck cuts, mm below (negative) the middle of C2, lowest layer first. */
    public List<Layer> at(double zMm) {
        double z = zMm / length;
        LayerStack stack = new LayerStack();
        NeckSurface.Section section = surface.at(z, skinWarp);
        NeckSurface.addInside(stack, section);
        addSoftTissue(stack, z, section.fascia());
        metal.addTo(stack, z);
        surface.addWrapping(stack, section, z, skinWarp);
        stack.origin(0, -spine.slip(z));
        spine.addTo(stack, z);
        return stack.layers();
    }

    /** The canal in the plane of {@link #at}. */
    public CanalSection canalAt(double zMm) {
        double z = zMm / length;
        return spine.canalAt(zMm, length).moved(0, -spine.slip(z));
    }

    /** Outlines of all bone of {@link #at}, cortex included; they overlap. */
    public List<Outline> bone(double zMm) {
        return inPlace(spine.bone(zMm / length), zMm);
    }

    /** Outlines of the disc that a height meets, none between discs. */
    public List<Outline> disc(double zMm) {
        return inPlace(spine.disc(zMm / length), zMm);
    }

    private List<Outline> inPlace(List<Outline> outlines, double zMm) {
        double slip = spine.slip(zMm / length);
        return outlines.stream().map(outline -> outline.moved(0, -slip)).toList();
    }

    /** True for what the partition of the muscles places: paired muscle, and fat. */
    private static boolean competes(NeckAtlas.Structure structure) {
        return structure.tissue() == Tissue.FAT || (structure.tissue() == Tissue.MUSCLE && structure.pair());
    }

    private void addSoftTissue(LayerStack stack, double z, Outline within) {
        muscles.addTo(stack, z, within);
        for (NeckAtlas.Structure s : softTissue.structures()) {
            Blob blob = s.at(z);
            if (blob.visible() && !competes(s)) {
                stack.add(s.tissue(), warp.of(blob.outline(0), z));
            }
        }
    }
}
