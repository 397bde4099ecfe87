package org.cordscope.phantom.randomised;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.Level;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.phantom.anatomy.Scenario;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.study.Vector3;

/** A piece of one patient's neck, and some planes through it at angles of their own. */
final class NeckSpecimen extends Specimen {
    private static final double STEP_MM = 2.5;
    private static final double REACH_MM = 26;
    private static final int PLANES = 16;

    private final SeededDraw planes;
    private final Neck neck;
    private final double focusMm;
    private final double spreadMm;
    private final Map<Integer, Cut> cuts = new HashMap<>();

    NeckSpecimen(SeededDraw draw) {
        SeededDraw who = draw.named("subject", 0);
        ScenarioDraw scenarios = new ScenarioDraw(draw.named("scenario", 0));
        Subject subject = scenarios.healthy() ? Subject.drawFromPopulation(who) : Subject.draw(who);
        Scenario scenario = scenarios.draw();
        planes = draw.named("planes", 0);
        neck = Neck.draw(draw.named("neck", 0), subject, scenario);
        boolean lesion = scenario.disc() >= 0;
        focusMm = neck.length() * (lesion ? discMm(scenario.disc()) : planes.between(-122, 18));
        spreadMm = lesion ? 3.5 : 7;
    }

    private static double discMm(int disc) {
        Level[] levels = Level.values();
        return (levels[disc].zMm() + levels[disc + 1].zMm()) / 2;
    }

    @Override
    int first() {
        return (int) Math.floor((focusMm - REACH_MM) / STEP_MM);
    }

    @Override
    int last() {
        return (int) Math.ceil((focusMm + REACH_MM) / STEP_MM);
    }

    @Override
    double stepMm() {
        return STEP_MM;
    }

    @Override
    Section paint(int index) {
        return Section.of(neck.at(index * STEP_MM));
    }

    @Override
    synchronized Cut cut(SeededDraw draw) {
        return cuts.computeIfAbsent(draw.index(PLANES), this::plane);
    }

    private Cut plane(int index) {
        SeededDraw draw = planes.named("plane", index);
        double z = focusMm + draw.normal(0, spreadMm, -11, 11);
        double pitch = Math.toRadians(draw.normal(0, 8, -22, 22));
        double yaw = Math.toRadians(draw.normal(0, 4, -12, 12));
        Vector3 slanted = new Vector3(StrictMath.sin(yaw), StrictMath.sin(pitch), StrictMath.cos(pitch));
        Vector3 normal = slanted.times(1 / slanted.length());
        CanalCut cut = CanalCut.of(neck, Pose.STRAIGHT, new Vector3(0, 0, z), normal);
        return new Cut(View.CERVICAL, new Plane(cut.middle(), cut.left(), cut.back()), Optional.of(cut.section()));
    }
}
