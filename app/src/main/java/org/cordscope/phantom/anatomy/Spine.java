package org.cordscope.phantom.anatomy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.cordscope.phantom.anatomy.DiscLesion.Sides;

/** One patient's spine: vertebrae, canal, cord and what presses on it, in the frame of a straight canal. */
final class Spine {
    /** Share of half the canal's width that a joint takes at most. */
    private static final double WIDEST_JOINT = 0.85;

    private static final double FREE_MM = 0.1;

    /** How many lesions are soft. */
    private static final double SOFT = 0.38;

    /** How many of the soft ones narrow the canal from all sides, so that fluid goes before the cord is touched. */
    private static final double NARROWING = 0.95;

    /** How far folds reach in at most where a canal narrows so. */
    private static final double FOLD_MM = 2.4;

    /** Front and back together press a cord in by no more than this share of its AP diameter: it is never cut in two. */
    private static final double DEEPEST = 0.6;

    /** How much larger than usual a wanted lesion may be. */
    private static final double LARGEST = 1.5;

    private final SpinalForm form;
    private final Degeneration degeneration;
    private final Vertebrae vertebrae;
    private final Sac.Flow flow;
    private final List<Reference> references;

    /** Cord at the middle of a vertebra; the AP diameter stands for the intact cord only where nothing presses on it. */
    private record Reference(double z, double apMm, boolean free) {}

    Spine(SeededDraw draw, Subject subject, Scenario scenario) {
        form = SpinalForm.draw(draw.named("spinal form", 0), subject).varied(scenario);
        Degeneration drawn =
                settled(Degeneration.draw(draw.named("degeneration", 0), subject), draw.named("settled", 0));
        degeneration = scenario.hasLesion() ? aimed(drawn, scenario, draw.named("aimed", 0)) : drawn;
        vertebrae = new Vertebrae(draw.named("vertebrae", 0));
        flow = Sac.Flow.draw(draw.named("flow", 0));
        references = List.of(Level.values()).stream()
                .map(level -> reference(level.zMm()))
                .toList();
    }

    private Reference reference(double z) {
        CanalSection section = section(z, z, press(z), cord(press(z)), 1);
        double pressed = Math.max(Truth.depth(section, true), Truth.depth(section, false));
        return new Reference(z, CordMeasures.of(section.cord()).apMm(), pressed < FREE_MM);
    }

    /** Some lesions are soft and come to lie against the cord, or hardly press it in; none cuts it in two. */
    private Degeneration settled(Degeneration drawn, SeededDraw draw) {
        Degeneration settled = drawn;
        for (int i = 0; i < drawn.discs().size(); i++) {
            settled = settled.with(i, settled(settled, i, draw.named("disc", i)));
        }
        return settled;
    }

    private DiscLesion settled(Degeneration drawn, int disc, SeededDraw draw) {
        DiscLesion lesion = drawn.discs().get(disc);
        double allowed = Math.max(0, draw.between(-0.3, 0.4));
        if (!draw.chance(SOFT)) {
            double deepest = DEEPEST * SpinalForm.at(form.cordAp(), lesion.zMm());
            return fitting(drawn, disc, of -> squeeze(of, lesion.zMm()), deepest)
                    .signalling(lesion.cordSignal());
        }
        if (!draw.chance(NARROWING)) {
            return softened(drawn, disc, allowed);
        }
        double worn = Math.min(1, lesion.degeneration());
        DiscLesion narrow = lesion.narrowing(worn * draw.between(0.19, 0.33), worn * draw.between(0, FOLD_MM));
        return softened(drawn.with(disc, narrow), disc, allowed);
    }

    /** How far front and back together press the cord in, mm. */
    private double squeeze(Degeneration of, double z) {
        CordPress pressed = cord(Press.of(form.canalAt(z), of, z), of);
        return Truth.depth(pressed.unpressed(), pressed.pressed(), true)
                + Truth.depth(pressed.unpressed(), pressed.pressed(), false);
    }

    /** The neck with the lesion that a scenario wants, in place of the disc's own. */
    private Degeneration aimed(Degeneration drawn, Scenario scenario, SeededDraw draw) {
        int disc = scenario.disc();
        DiscLesion large = new LesionDraw(draw, 1, draw.normal(0, 0.5, -1, 1))
                .at(Degeneration.zMm(disc), drawn.discs().get(disc).slipMm(), scenario.behind())
                .scaled(LARGEST);
        Degeneration others = new Degeneration(drawn.discs(), List.of()).with(disc, large);
        double ap = SpinalForm.at(form.cordAp(), large.zMm());
        DiscLesion fitting = softened(others, disc, scenario.indentation() * ap).scaled(scenario.share());
        DiscLesion joined = joined(others, disc, fitting, scenario.joints());
        return others.with(disc, joined.signalling(scenario.signal()));
    }

    /** The lesion with joints that press the cord in from the side as far as is wanted, or as far as they can. */
    private DiscLesion joined(Degeneration of, int disc, DiscLesion lesion, Scenario.Joints wanted) {
        Sides own = lesion.lateral();
        double left = joint(
                share -> aside(of, disc, lesion, new Sides(share, own.right())).left(), wanted.leftMm());
        double right = joint(
                share -> aside(of, disc, lesion, new Sides(own.left(), share)).right(), wanted.rightMm());
        return lesion.joined(new Sides(Math.max(own.left(), left), Math.max(own.right(), right)));
    }

    private static double joint(DoubleUnaryOperator pressedMm, double wantedMm) {
        double low = 0;
        double high = WIDEST_JOINT;
        for (int i = 0; i < 7 && wantedMm > 0; i++) {
            double middle = (low + high) / 2;
            if (pressedMm.applyAsDouble(middle) > wantedMm) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** How far joints press the cord in on each side, mm. */
    private Sides aside(Degeneration of, int disc, DiscLesion lesion, Sides joints) {
        Degeneration joined = of.with(disc, lesion.joined(joints));
        CordPress cord = cord(Press.of(form.canalAt(lesion.zMm()), joined, lesion.zMm()), joined);
        double[] before = cord.unpressed().x();
        double[] after = cord.pressed().x();
        return new Sides(
                Math.max(0, max(before) - max(after)),
                Math.max(
                        0,
                        -Arrays.stream(before).min().orElseThrow()
                                + Arrays.stream(after).min().orElseThrow()));
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** The lesion as large as presses the cord in by no more than {@code allowed} mm. */
    private DiscLesion softened(Degeneration drawn, int disc, double allowed) {
        double z = drawn.discs().get(disc).zMm();
        return fitting(drawn, disc, of -> depth(of, z), allowed);
    }

    /** The lesion as it is, or as much smaller as keeps a measure of the neck within what is allowed. */
    private static DiscLesion fitting(
            Degeneration drawn, int disc, ToDoubleFunction<Degeneration> measure, double allowed) {
        DiscLesion lesion = drawn.discs().get(disc);
        double low = 0;
        double high = 1;
        if (measure.applyAsDouble(drawn) <= allowed) {
            return lesion;
        }
        for (int i = 0; i < 7; i++) {
            double middle = (low + high) / 2;
            if (measure.applyAsDouble(drawn.with(disc, lesion.scaled(middle))) > allowed) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return lesion.scaled(low);
    }

    private double depth(Degeneration of, double z) {
        Press press = Press.of(form.canalAt(z), of, z);
        CordPress pressed = cord(press, of);
        return Math.max(
                Truth.depth(pressed.unpressed(), pressed.pressed(), true),
                Truth.depth(pressed.unpressed(), pressed.pressed(), false));
    }

    private Press press(double z) {
        return Press.of(form.canalAt(z), degeneration, z);
    }

    private CordPress cord(Press press) {
        return cord(press, degeneration);
    }

    private CordPress cord(Press press, Degeneration degeneration) {
        double left = Math.sqrt(1 - degeneration.atrophy(press.z()));
        Outline resting = form.restingCordAt(press.z(), press.canal());
        double[] centre = CordMeasures.centroid(resting);
        return CordPress.of(
                resting.moved(-centre[0], -centre[1]).moved(left, left, 0, centre[0], centre[1]),
                press,
                form.sliding());
    }

    /** How far the vertebrae at a height of a neck of usual length have slipped forwards, mm. */
    double slip(double z) {
        return degeneration.slip(z);
    }

    /** The canal at a height of a neck that is {@code length} times as long as usual. */
    CanalSection canalAt(double zMm, double length) {
        Press press = press(zMm / length);
        return section(zMm, press.z(), press, cord(press), referenceAp(press.z()));
    }

    private CanalSection section(double zMm, double z, Press press, CordPress cord, double referenceAp) {
        DiscLesion nearest = degeneration.nearest(z);
        boolean disc = Vertebrae.discShare(z, nearest) > 0.5;
        return new CanalSection(
                zMm,
                disc ? List.of(Level.values()).get(degeneration.discs().indexOf(nearest)) : Level.nearest(z),
                disc,
                Press.of(press.canal(), Degeneration.NONE, z).sac(),
                press.sac(),
                cord.unpressed(),
                cord.pressed(),
                degeneration.signal(z),
                referenceAp);
    }

    /** Mean AP diameter at the next intact vertebrae above and below; the one there is, or the own level's usual size. */
    private double referenceAp(double z) {
        double above = Double.NaN;
        double below = Double.NaN;
        for (Reference reference : references) {
            if (reference.free() && reference.z() >= z) {
                above = reference.apMm();
            } else if (reference.free() && Double.isNaN(below)) {
                below = reference.apMm();
            }
        }
        if (Double.isNaN(above) && Double.isNaN(below)) {
            return SpinalForm.at(form.cordAp(), z);
        }
        return Double.isNaN(above) ? below : Double.isNaN(below) ? above : (above + below) / 2;
    }

    /** Outlines of all bone at a height of a neck of usual length; they overlap. */
    List<Outline> bone(double z) {
        return vertebrae.bone(z, press(z), degeneration.nearest(z));
    }

    /** Outlines of the disc, none between discs. */
    List<Outline> disc(double z) {
        return vertebrae.disc(z, press(z), degeneration.nearest(z));
    }

    /** Lays vertebrae, sac and cord on a section at a height of a neck of usual length. */
    void addTo(LayerStack stack, double z) {
        Press press = press(z);
        CordPress cord = cord(press);
        vertebrae.addTo(stack, z, press, degeneration.nearest(z));
        Sac.addTo(stack, z, press, cord.pressed(), degeneration.signal(z), flow);
    }
}
