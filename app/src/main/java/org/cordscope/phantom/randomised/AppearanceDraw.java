package org.cordscope.phantom.randomised;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.randomised.Appearance.Acquisition;
import org.cordscope.phantom.randomised.Appearance.Blot;
import org.cordscope.phantom.randomised.Appearance.Echo;
import org.cordscope.phantom.randomised.Appearance.Placing;
import org.cordscope.phantom.randomised.Appearance.Shading;
import org.cordscope.phantom.randomised.Appearance.Window;

/** Draws an appearance, each part from a stream of its own. */
record AppearanceDraw(SeededDraw draw, SampleGrid grid) {
    /** Nothing is laid over what is nearer to the canal's middle, mm. */
    static final double CLEAR_MM = 15;

    private static final double BESIDE_SHARE = 0.03;

    Appearance appearance(boolean t1) {
        Placing placing = placing(draw.named("placing", 0));
        return new Appearance(
                new ToneDraw(draw.named("tones", 0)).tones(t1),
                acquisition(draw.named("acquisition", 0)),
                placing,
                blots(draw.named("blots", 0)),
                echoes(draw.named("echoes", 0), placing),
                shading(draw.named("shading", 0)),
                window(draw.named("window", 0)),
                draw.named("noise", 0).bits());
    }

    private static double logBetween(SeededDraw draw, double low, double high) {
        return StrictMath.exp(draw.between(StrictMath.log(low), StrictMath.log(high)));
    }

    private static Acquisition acquisition(SeededDraw draw) {
        double across = logBetween(draw, 0.3, 1.2);
        double down = Math.min(1.4, across * draw.between(0.8, 1.4));
        double thickness = logBetween(draw, 1, 8);
        return new Acquisition(
                across,
                down,
                draw.chance(0.5) ? 0 : across * draw.between(0.5, 1),
                draw.between(-0.9, 0.5),
                thickness,
                thickness + (draw.chance(0.5) ? 0 : draw.between(0, 0.3) * thickness),
                logBetween(draw, 0.0015, 0.09));
    }

    private Placing placing(SeededDraw draw) {
        double width = draw.chance(0.15) ? draw.between(48, 110) : draw.between(110, 280);
        double height = Math.min(280, Math.max(48, width * (draw.chance(0.6) ? 1 : draw.between(0.6, 1.2))));
        double roomX = Math.min(45, width / 2 - 20);
        double roomY = Math.min(50, height / 2 - 20);
        double turn = draw.chance(0.92) ? draw.normal(0, 9, -30, 30) : draw.between(-60, 60);
        boolean beside = draw.chance(BESIDE_SHARE);
        double away = grid.cropPixels() * grid.cropMm() / 2 + draw.between(14, 40);
        double direction = draw.between(0, 2 * Math.PI);
        double most = Math.max(Math.abs(StrictMath.cos(direction)), Math.abs(StrictMath.sin(direction)));
        return new Placing(
                Math.toRadians(turn),
                draw.normal(0, 9, -roomX, roomX),
                draw.normal(6, 14, -roomY, roomY),
                beside ? away * StrictMath.cos(direction) / most : draw.normal(0, 2.2, -7, 7),
                beside ? away * StrictMath.sin(direction) / most : draw.normal(0, 2.2, -7, 7),
                width,
                height,
                draw.normal(0, 0.4, -1.5, 1.5),
                draw.normal(0, 0.5, -1.8, 1.8));
    }

    private static List<Blot> blots(SeededDraw draw) {
        List<Blot> blots = new ArrayList<>();
        int clutter = draw.chance(0.45) ? 0 : 1 + draw.index(7);
        for (int i = 0; i < clutter; i++) {
            double half = logBetween(draw, 1.5, 25);
            double keep = draw.chance(0.5) ? draw.between(0.2, 1) : draw.between(0.8, 1);
            double add = draw.chance(0.5) ? draw.between(0, 1.6) : draw.between(0, 0.4);
            blots.add(outside(
                    draw, half, half * draw.between(0.25, 1), draw.between(0.05, 1), keep, add * (1 - 0.5 * keep)));
        }
        if (draw.chance(0.08)) {
            int pieces = 1 + draw.index(3);
            for (int i = 0; i < pieces; i++) {
                double half = draw.between(4, 18);
                Blot dark = outside(draw, half, half * draw.between(0.6, 1), draw.between(0.1, 0.4), 0.02, 0);
                double pile = draw.between(-0.4, 0.4) * half;
                blots.add(new Blot(
                        dark.xMm() + pile,
                        dark.yMm(),
                        1.1 * half,
                        1.1 * dark.halfDownMm(),
                        dark.turn(),
                        0.3,
                        1,
                        draw.between(0.2, 1.5),
                        0));
                blots.add(dark);
            }
        }
        return blots;
    }

    /** A blot that keeps clear of the canal. */
    private static Blot outside(
            SeededDraw draw, double half, double halfDown, double softness, double keep, double add) {
        double direction = draw.between(0, 2 * Math.PI);
        double far = CLEAR_MM + half + Math.abs(draw.normal(0, 28, -90, 90));
        return new Blot(
                far * StrictMath.cos(direction),
                far * StrictMath.sin(direction),
                half,
                halfDown,
                draw.between(0, Math.PI),
                softness,
                keep,
                add,
                draw.chance(0.3) ? draw.between(-0.5, 0.5) * add : 0);
    }

    private static List<Echo> echoes(SeededDraw draw, Placing placing) {
        List<Echo> echoes = new ArrayList<>();
        boolean down = draw.chance(0.5);
        if (draw.chance(0.35)) {
            double step = draw.between(6, 60);
            double strength = logBetween(draw, 0.01, 0.14);
            for (int copy = 1; copy <= 2; copy++) {
                double s = strength / (copy * copy) * (draw.chance(0.3) ? -1 : 1);
                echoes.add(new Echo(down ? 0 : copy * step, down ? copy * step : 0, s));
                echoes.add(new Echo(down ? 0 : -copy * step, down ? -copy * step : 0, s));
            }
        }
        if (draw.chance(0.15)) {
            double strength = draw.between(0.3, 1);
            double x = down ? 0 : placing.fieldWidthMm();
            double y = down ? placing.fieldHeightMm() : 0;
            echoes.add(new Echo(x, y, strength));
            echoes.add(new Echo(-x, -y, strength));
        }
        return echoes;
    }

    private static Shading shading(SeededDraw draw) {
        double strength = draw.between(0, 1.3);
        return new Shading(
                strength * draw.normal(0, 0.35, -0.9, 0.9),
                strength * draw.normal(0.6, 0.8, -1.5, 2),
                strength * draw.normal(-0.15, 0.4, -1, 0.8),
                strength * draw.normal(0, 0.6, -1.2, 1.2),
                strength * draw.normal(0, 0.3, -0.8, 0.8));
    }

    private static Window window(SeededDraw draw) {
        return new Window(
                draw.between(0, 0.04),
                draw.between(0.94, 0.999),
                StrictMath.exp(draw.normal(0, 0.22, -0.5, 0.5)),
                draw.chance(0.5) ? 1 : draw.between(1.1, 2.5));
    }
}
