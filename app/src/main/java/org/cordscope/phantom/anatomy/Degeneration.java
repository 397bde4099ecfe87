package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cordscope.phantom.anatomy.DiscLesion.Sides;

/**
 * The lesions of one patient's neck: one per disc, C2/3 to C7/T1, and plaques of ossified posterior longitudinal ligament
 * that span several.
 */
record Degeneration(List<DiscLesion> discs, List<Intrusion> plaques) {
    /** How often each disc degenerates: C5/6 most, as in every series of DCM. */
    private static final double[] PRONE = {.22, .62, .86, 1.0, .9, .32};

    /** How often ligament ossifies, in patients of the region with most and elsewhere. */
    private static final double[] OSSIFIED = {.16, .05};

    static final Degeneration NONE = new Degeneration(List.of(), List.of());

    /** Joints of several discs take no more together, unless one alone was asked to. */
    private static final double USUAL_JOINTS = 0.3;

    Degeneration {
        discs = List.copyOf(discs);
        plaques = List.copyOf(plaques);
    }

    /**
     * Draws the lesions of a subject: wear is shared by all discs of a neck and, in part, by neighbours. Severity 0 is the
     * usual patient with myelopathy; people without symptoms have -2 and less, and at -4 hardly a lesion.
     */
    static Degeneration draw(SeededDraw draw, Subject subject) {
        double wear = 0.97 + 0.24 * subject.severity() + 0.0045 * (subject.ageYears() - 55);
        double flavumProne = draw.normal(0, 0.5, -1, 1);
        int slipped = draw.chance(0.14 * Math.min(1, Math.max(0, wear))) ? 1 + draw.index(3) : -1;
        List<DiscLesion> discs = new ArrayList<>();
        double neighbour = draw.normal(0, 0.2, -0.5, 0.5);
        for (int i = 0; i < PRONE.length; i++) {
            SeededDraw own = draw.named("disc", i);
            neighbour = 0.45 * neighbour + own.normal(0, 0.2, -0.45, 0.5);
            double degree = Math.max(0, PRONE[i] * wear + neighbour);
            double slip = i == slipped ? own.between(1, 3) : 0;
            discs.add(new LesionDraw(own, degree, flavumProne).at(zMm(i), slip));
        }
        return new Degeneration(discs, plaques(draw.named("plaque", 0), subject));
    }

    /** The same neck with another lesion at a disc. */
    Degeneration with(int disc, DiscLesion lesion) {
        List<DiscLesion> changed = new ArrayList<>(discs);
        changed.set(disc, lesion);
        return new Degeneration(changed, plaques);
    }

    static double zMm(int disc) {
        Level[] levels = Level.values();
        return (levels[disc].zMm() + levels[disc + 1].zMm()) / 2;
    }

    private static List<Intrusion> plaques(SeededDraw draw, Subject subject) {
        double often = subject.region().equals("Asia Pacific") ? OSSIFIED[0] : OSSIFIED[1];
        if (!draw.chance(often) || subject.severity() < -2) {
            return List.of();
        }
        double thickness = draw.between(1.8, 4.2) * Math.min(1.15, 0.9 + 0.1 * subject.severity());
        return List.of(new Intrusion(
                Tissue.CORTICAL_BONE,
                Math.max(0.8, thickness),
                draw.normal(0, 1, -2, 2),
                draw.between(3, 5.5),
                draw.between(-70, -32),
                draw.between(9, 24)));
    }

    /** The disc nearest to a height. */
    DiscLesion nearest(double z) {
        DiscLesion best = discs.get(0);
        for (DiscLesion lesion : discs) {
            if (Math.abs(lesion.zMm() - z) < Math.abs(best.zMm() - z)) {
                best = lesion;
            }
        }
        return best;
    }

    Stream<Intrusion> intrusions() {
        return Stream.concat(plaques.stream(), discs.stream().flatMap(d -> d.intrusions().stream()));
    }

    /** T2 signal of the cord at a height: 0, or up to 1 near a lesion that has damaged it. */
    double signal(double z) {
        double most = 0;
        for (DiscLesion lesion : discs) {
            double u = (z - lesion.zMm()) / 5.5;
            most = Math.max(most, lesion.cordSignal() * StrictMath.exp(-u * u));
        }
        return most > 0.25 ? most : 0;
    }

    /** Share of the cord's area lost for good near damaged segments. */
    double atrophy(double z) {
        double most = 0;
        for (DiscLesion lesion : discs) {
            double u = (z - lesion.zMm()) / 12;
            most = Math.max(most, lesion.cordSignal() * StrictMath.exp(-u * u));
        }
        return 0.15 * most;
    }

    /** How far the vertebrae at a height have slipped forwards, mm: most just above the disc that gave way. */
    double slip(double z) {
        double sum = 0;
        for (DiscLesion lesion : discs) {
            double above = z - lesion.zMm();
            if (lesion.slipMm() > 0 && above > -3) {
                sum += lesion.slipMm() * Math.min(1, (above + 3) / 6) * Math.max(0, 1 - Math.max(0, above) / 40);
            }
        }
        return sum;
    }

    /** Share of half the canal's width lost on the side of {@code x}. */
    double lateral(double z, double x) {
        double sum = 0;
        double most = USUAL_JOINTS;
        for (DiscLesion lesion : discs) {
            double share = lesion.at(z) * lesion.lateral().at(x);
            sum += share;
            most = Math.max(most, share);
        }
        return Math.min(most, sum);
    }

    /** How far the ligamentum flavum of each side reaches in, mm; with what a slipped arch takes. */
    Sides flavum(double z) {
        double left = 0;
        double right = 0;
        for (DiscLesion lesion : discs) {
            double share = lesion.at(z);
            left += share * (lesion.flavum().left() + 0.5 * lesion.slipMm());
            right += share * (lesion.flavum().right() + 0.5 * lesion.slipMm());
        }
        return new Sides(left, right);
    }
}
