package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * One patient's neck in three dimensions: a few numbers per structure, sampled at any height by {@link #at}. Everything is
 * drawn when the neck is made, so that sampling twice gives the same.
 */
public final class Neck {
    private static final NeckAtlas ATLAS = NeckAtlas.load();
    private static final int DISCS = 6;

    private final double length;
    private final NeckSurface surface;
    private final NeckAtlas softTissue;
    private final Muscles muscles;
    private final SpinalForm form;
    private final List<DiscLesion> lesions;
    private final Warp skinWarp;
    private final Warp warp;
    private final Vertebrae vertebrae;
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
        form = SpinalForm.draw(draw.named("spinal form", 0), subject);
        lesions = lesions(draw, subject);
        skinWarp = new Warp(draw.named("skin", 0), 1.1);
        warp = new Warp(draw.named("warp", 0), 2.6);
        vertebrae = new Vertebrae(draw.named("vertebrae", 0));
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

    private static List<DiscLesion> lesions(SeededDraw draw, Subject subject) {
        List<DiscLesion> lesions = new ArrayList<>();
        for (int i = 0; i < DISCS; i++) {
            lesions.add(DiscLesion.draw(draw.named("disc", i), subject, i, discZ(i)));
        }
        return List.copyOf(lesions);
    }

    private static double discZ(int disc) {
        Level[] levels = Level.values();
        return (levels[disc].zMm() + levels[disc + 1].zMm()) / 2;
    }

    /** Samples the plane at a height of this neck, mm below (negative) the middle of C2. */
    public Section at(double zMm) {
        double z = zMm / length;
        Press press = press(z);
        CordPress cord = CordPress.of(form.restingCordAt(z, press.canal()), press);
        double x = canalX(z);
        double y = canalY(z);
        LayerStack stack = new LayerStack();
        stack.origin(x * 0.3, y * 0.5);
        surface.addInside(stack, z, skinWarp);
        stack.origin(x * 0.7, y * 0.85);
        addSoftTissue(stack, z);
        stack.origin(x * 0.3, y * 0.5);
        surface.addWrapping(stack, z, skinWarp);
        stack.origin(x, y);
        vertebrae.addTo(stack, z, press, nearest(z));
        Sac.addTo(stack, z, press, cord.pressed(), signal(z));
        return new Section(canal(zMm, press, cord), stack.layers());
    }

    /** The canal alone of {@link #at}, which is much quicker. */
    public CanalSection canalAt(double zMm) {
        Press press = press(zMm / length);
        return canal(zMm, press, CordPress.of(form.restingCordAt(press.z(), press.canal()), press));
    }

    private Press press(double z) {
        return Press.of(form.canalAt(z), lesions, z);
    }

    private CanalSection canal(double zMm, Press press, CordPress cord) {
        double z = press.z();
        double x = canalX(z);
        double y = canalY(z);
        DiscLesion nearest = nearest(z);
        boolean disc = Vertebrae.discShare(z, nearest) > 0.5;
        return new CanalSection(
                zMm,
                disc ? List.of(Level.values()).get(lesions.indexOf(nearest)) : Level.nearest(z),
                disc,
                Press.of(press.canal(), List.of(), z).sac().moved(x, y),
                press.sac().moved(x, y),
                cord.unpressed().moved(x, y),
                cord.pressed().moved(x, y),
                signal(z));
    }

    /** Left-right position of the canal's middle at a height, mm. */
    private double canalX(double z) {
        return scoliosisMm * Math.sin(Math.PI * z / -107);
    }

    /** Anterior-posterior position of the canal's middle: lordosis bends the middle of the neck forwards. */
    private double canalY(double z) {
        double u = (z + 53.5) / 53.5;
        return lordosisMm * (u * u - 0.5);
    }

    private DiscLesion nearest(double z) {
        DiscLesion best = lesions.get(0);
        for (DiscLesion lesion : lesions) {
            if (Math.abs(lesion.zMm() - z) < Math.abs(best.zMm() - z)) {
                best = lesion;
            }
        }
        return best;
    }

    private double signal(double z) {
        double most = 0;
        for (DiscLesion lesion : lesions) {
            double u = (z - lesion.zMm()) / 5;
            most = Math.max(most, lesion.cordSignal() * Math.exp(-u * u));
        }
        return most > 0.25 ? most : 0;
    }

    /** True for what the partition of the muscles places: paired muscle, and fat between muscles. */
    private static boolean competes(NeckAtlas.Structure structure) {
        return switch (structure.tissue()) {
            case MUSCLE -> structure.rimMm() > 0.45;
            case FAT -> structure.blobs().get(0).x() != 0;
            default -> false;
        };
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
