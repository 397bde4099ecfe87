package org.cordscope.phantom.randomised;

import java.util.Optional;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.randomised.CanalWarp.Canal;
import org.cordscope.phantom.randomised.Reshaping.Pressure;

/**
 * A canal after a reshaping, and the warp that brings a picture there. What a cord does where it is pressed: it gives way as a
 * whole, is flattened, pushed in where it still meets what presses, and swells across. Labels follow the rule of {@link
 * org.cordscope.phantom.anatomy.Truth}: uneven or displaced counts as unpressed.
 */
final class ReshapedCanal {
    /** Fluid and dura between the cord and anything else. */
    private static final double FILM_MM = 0.12;

    private static final double ROUNDING_MM = 0.2;
    private static final double MOST_MM = 18;
    private static final double LARGEST_SWELLING = 1.15;

    private static final double LEAST_HALF_MM = 0.7;

    /** Share of the area of a cord that nothing presses on. */
    private static final double LEAST_LEFT = 0.3;

    /** Share of its thickness that a cord is pressed in by at most. */
    private static final double THINNEST = 0.75;

    private final Reshaping reshaping;
    private final CanalSection section;
    private final Canal was;
    private final Canal uneven;

    /** The cord as it becomes, point by point. */
    private final double[] x = new double[Rays.COUNT];

    private final double[] y = new double[Rays.COUNT];
    private final double[] sac;

    /** Where the middle of the cord would lie if it only gave way. */
    private double middleX;

    private double middleY;

    /** @param section after it; {@code warp} that brings there what a picture of the section before it shows */
    record Result(CanalSection section, CanalWarp warp) {}

    private ReshapedCanal(CanalSection section, Reshaping reshaping) {
        this.section = section;
        this.reshaping = reshaping;
        double[] centre = CordMeasures.centroid(section.cord());
        double[] cord = Rays.to(section.cord(), centre[0], centre[1], new double[Rays.COUNT]);
        double[] outer = Rays.to(section.sac(), centre[0], centre[1], cord);
        double[] newCord = new double[Rays.COUNT];
        double[] newSac = new double[Rays.COUNT];
        for (int i = 0; i < cord.length; i++) {
            cord[i] = Math.max(0.3, cord[i]);
            outer[i] = Math.min(MOST_MM, Math.max(outer[i], cord[i] + 0.05));
            newCord[i] = cord[i] * (1 + reshaping.cord()[i]);
            newSac[i] = Math.max(newCord[i] + FILM_MM, outer[i] * (1 + reshaping.sac()[i]));
        }
        was = new Canal(centre[0], centre[1], cord, outer);
        uneven = new Canal(centre[0], centre[1], newCord, newSac);
        middleX = centre[0];
        middleY = centre[1];
        sac = newSac.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = middleX + newCord[i] * Rays.x(i);
            y[i] = middleY + newCord[i] * Rays.y(i);
        }
    }

    /**
     * Without what presses where it would leave next to nothing of the cord; nothing of a cord that is so bent already that its
     * middle lies outside it.
     */
    static Optional<Result> of(CanalSection section, Reshaping reshaping) {
        if (!holdsItsMiddle(section.cord())) {
            return Optional.empty();
        }
        Result pressed = new ReshapedCanal(section, reshaping).result();
        double left = CordMeasures.area(pressed.section().cord());
        boolean enough = left >= LEAST_LEFT * CordMeasures.area(section.unpressed());
        return Optional.of(
                enough && holdsItsMiddle(pressed.section().cord())
                        ? pressed
                        : new ReshapedCanal(section, reshaping.withoutPressure()).result());
    }

    private static boolean holdsItsMiddle(Outline cord) {
        double[] middle = CordMeasures.centroid(cord);
        return cord.contains(middle[0], middle[1]) && cord.distance(middle[0], middle[1]) > LEAST_HALF_MM;
    }

    private Result result() {
        if (reshaping.ringMm() > 0) {
            ring();
        }
        for (Pressure pressure : reshaping.pressures()) {
            press(pressure);
        }
        CanalWarp warp = new CanalWarp(was, now());
        CanalWarp unpressed = new CanalWarp(was, uneven);
        Outline lying = unpressed.after(section.unpressed()).moved(middleX - was.x(), middleY - was.y());
        return new Result(
                new CanalSection(
                        section.zMm(),
                        section.level(),
                        section.disc(),
                        unpressed.after(section.freeSac()),
                        warp.after(section.sac()),
                        lying,
                        warp.after(section.cord()),
                        section.cordSignal(),
                        section.referenceApMm()),
                warp);
    }

    private void ring() {
        for (int i = 0; i < x.length; i++) {
            double radius = uneven.cord()[i];
            double pressed = Math.max(0.4 * radius, radius - reshaping.ringMm());
            x[i] = middleX + pressed * Rays.x(i);
            y[i] = middleY + pressed * Rays.y(i);
        }
    }

    private void press(Pressure pressure) {
        double nearest = Double.POSITIVE_INFINITY;
        double fluid = MOST_MM;
        for (int i = 0; i < x.length; i++) {
            double tip = along(pressure, i) + pressure.flank(across(pressure, i));
            if (tip < nearest) {
                nearest = tip;
                fluid = sac[i] - uneven.cord()[i];
            }
        }
        double depth = pressure.depth() < 0
                ? pressure.depth() * fluid
                : Math.min(
                        pressure.depth() * CordMeasures.of(section.unpressed()).apMm(), THINNEST * thickness(pressure));
        double tip = nearest + depth;
        double originX = middleX;
        double originY = middleY;
        if (depth > 0) {
            giveWay(pressure, Math.min(pressure.slide() * depth, room(pressure)));
            double before = area();
            push(pressure, tip, depth, originX, originY);
            swell(pressure, before);
        }
        narrow(pressure, tip, originX, originY);
    }

    /** Distance along the pressure's direction from the cord's middle. */
    private double along(Pressure pressure, int i) {
        return (x[i] - middleX) * pressure.x() + (y[i] - middleY) * pressure.y();
    }

    private double thickness(Pressure pressure) {
        double far = Double.NEGATIVE_INFINITY;
        double near = Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            far = Math.max(far, along(pressure, i));
            near = Math.min(near, along(pressure, i));
        }
        return far - near;
    }

    private double across(Pressure pressure, int i) {
        return (y[i] - middleY) * pressure.x() - (x[i] - middleX) * pressure.y();
    }

    /** Fluid on the far side. */
    private double room(Pressure pressure) {
        double room = MOST_MM;
        for (int i = 0; i < x.length; i++) {
            double forward = Rays.x(i) * pressure.x() + Rays.y(i) * pressure.y();
            if (forward > 0.5) {
                double radius = Math.sqrt(square(x[i] - was.x()) + square(y[i] - was.y()));
                room = Math.min(room, (sac[i] - radius) * forward);
            }
        }
        return Math.max(0, room - FILM_MM);
    }

    private static double square(double value) {
        return value * value;
    }

    private void giveWay(Pressure pressure, double by) {
        for (int i = 0; i < x.length; i++) {
            x[i] += by * pressure.x();
            y[i] += by * pressure.y();
        }
        middleX += by * pressure.x();
        middleY += by * pressure.y();
    }

    private void push(Pressure pressure, double tip, double depth, double originX, double originY) {
        double far = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            far = Math.max(far, along(pressure, i));
        }
        double thickness = thickness(pressure);
        for (int i = 0; i < x.length; i++) {
            double u = across(pressure, i) / 7;
            double flat = pressure.flattening() * depth * (far - along(pressure, i)) / thickness / (1 + u * u);
            double t = (x[i] - originX) * pressure.x() + (y[i] - originY) * pressure.y() + 0.5 * flat;
            double s = (y[i] - originY) * pressure.x() - (x[i] - originX) * pressure.y();
            double in = 0.5 * flat + softened(tip - pressure.flank(s) - t);
            x[i] += in * pressure.x();
            y[i] += in * pressure.y();
        }
    }

    private static double softened(double in) {
        return in > 4 * ROUNDING_MM ? in : ROUNDING_MM * StrictMath.log1p(StrictMath.exp(in / ROUNDING_MM));
    }

    private void swell(Pressure pressure, double before) {
        double by = Math.min(LARGEST_SWELLING, 1 + pressure.swelling() * Math.max(0, before / area() - 1)) - 1;
        for (int i = 0; i < x.length; i++) {
            double more = by * across(pressure, i);
            x[i] -= more * pressure.y();
            y[i] += more * pressure.x();
        }
    }

    private double area() {
        return CordMeasures.area(new Outline(x, y));
    }

    /** The sac, kept as it lies about the middle that the cord had, gives way to what presses. */
    private void narrow(Pressure pressure, double tip, double originX, double originY) {
        for (int i = 0; i < sac.length; i++) {
            double step = 0.2;
            for (double r = step; r < sac[i]; r += step) {
                double px = was.x() + r * Rays.x(i) - originX;
                double py = was.y() + r * Rays.y(i) - originY;
                double t = px * pressure.x() + py * pressure.y();
                double s = py * pressure.x() - px * pressure.y();
                if (t < tip - FILM_MM - pressure.flank(s) && t < 0) {
                    sac[i] = r;
                }
            }
        }
    }

    /** The canal as it becomes, about the middle of the cord as it becomes. */
    private Canal now() {
        Outline pressed = new Outline(x, y);
        double[] middle = CordMeasures.centroid(pressed);
        double[] none = new double[Rays.COUNT];
        double[] cord = Rays.smoothed(Rays.to(pressed, middle[0], middle[1], none));
        double[] outer = Rays.smoothed(Rays.to(Rays.outline(was.x(), was.y(), sac), middle[0], middle[1], none));
        for (int i = 0; i < cord.length; i++) {
            cord[i] = Math.max(0.3, cord[i]);
            double fluid = Math.max(FILM_MM, outer[i] - cord[i]);
            outer[i] = Math.min(MOST_MM + 2, cord[i] + Math.max(FILM_MM, (1 - reshaping.snug()) * fluid));
        }
        return new Canal(middle[0], middle[1], cord, outer);
    }
}
