package org.cordscope.phantom.anatomy;

/**
 * One patient's neck in three dimensions: a few numbers per structure, sampled at any height by {@link #at}. Everything is
 * drawn when the neck is made, so that sampling twice gives the same.
 */
public final class Neck {
    private static final NeckAtlas ATLAS = NeckAtlas.load();

    private final double length;
    private final NeckSurface surface;
    private final NeckAtlas softTissue;
    private final Muscles muscles;
    private final Spine spine;
    private final Warp skinWarp;
    private final Warp warp;
    private final double lordosisMm;
    private final double scoliosisMm;

    private Neck(SeededDraw draw, Subject subject) {
        length = (subject.heightCm() / 172) * draw.normal(1, 0.025, 0.94, 1.06);
        double scale = 0.97 + 0.010 * (subject.bodyMassIndex() - 26) + (subject.sex() == Subject.Sex.M ? 0.02 : -0.05);
        double fat = Math.max(3, 7 + 0.55 * (subject.bodyMassIndex() - 26) + draw.normal(0, 1, -2, 2));
        surface = new NeckSurface(scale + 0.004 * Math.max(0, fat - 7), fat);
        softTissue = ATLAS.of(draw.named("soft tissue", 0), scale);
        muscles = new Muscles(
                softTissue.structures().stream().filter(Neck::competes).toList(), draw.named("muscles", 0), subject);
        spine = new Spine(draw.named("spine", 0), subject);
        skinWarp = new Warp(draw.named("skin", 0), 1.1);
        warp = new Warp(draw.named("warp", 0), 2.6);
        lordosisMm = draw.normal(4, 3.5, -4, 11);
        scoliosisMm = draw.normal(0, 1.5, -3, 3);
    }

    public static Neck draw(SeededDraw draw, Subject subject) {
        return new Neck(draw, subject);
    }

    /** How much longer than usual this neck is. */
    public double length() {
        return length;
    }

    /** Samples the plane at a height of this neck, mm below (negative) the middle of C2. */
    public Section at(double zMm) {
        double z = zMm / length;
        double x = canalX(z);
        double y = canalY(z);
        LayerStack stack = new LayerStack();
        stack.origin(x * 0.3, y * 0.5);
        surface.addInside(stack, z, skinWarp);
        stack.origin(x * 0.7, y * 0.85);
        addSoftTissue(stack, z);
        stack.origin(x * 0.3, y * 0.5);
        surface.addWrapping(stack, z, skinWarp);
        stack.origin(x, y - spine.slip(z));
        spine.addTo(stack, z);
        return new Section(canalAt(zMm), stack.layers());
    }

    /** The canal alone of {@link #at}, which is much quicker. */
    public CanalSection canalAt(double zMm) {
        double z = zMm / length;
        return spine.canalAt(zMm, length).moved(canalX(z), canalY(z) - spine.slip(z));
    }

    /** Left-right position of the canal's middle at a height, mm. */
    private double canalX(double z) {
        return scoliosisMm * StrictMath.sin(Math.PI * z / -107);
    }

    /** Anterior-posterior position of the canal's middle: lordosis bends the middle of the neck forwards. */
    private double canalY(double z) {
        double u = (z + 53.5) / 53.5;
        return lordosisMm * (u * u - 0.5);
    }

    /** True for what the partition of the muscles places: paired muscle, and fat. */
    private static boolean competes(NeckAtlas.Structure structure) {
        return structure.tissue() == Tissue.FAT || (structure.tissue() == Tissue.MUSCLE && structure.pair());
    }

    private void addSoftTissue(LayerStack stack, double z) {
        muscles.addTo(stack, z, surface.at(z, 0, 0));
        for (NeckAtlas.Structure s : softTissue.structures()) {
            Blob blob = s.at(z);
            if (blob.visible() && !competes(s)) {
                stack.add(s.tissue(), warp.of(blob.outline(0), z));
            }
        }
    }
}
