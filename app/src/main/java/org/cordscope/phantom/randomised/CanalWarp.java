package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.Outline;

/**
 * Moves what lies about a cord's middle along rays, so that one cord and dural sac become another cord and dural sac, and the
 * middle itself. Each ray is stretched evenly within the cord, in the fluid, and from there to where nothing moves.
 */
@SuppressWarnings("ArrayRecordComponent") // made once and only read
record CanalWarp(Canal was, Canal now) {
    /** From where on nothing moves, mm. */
    private static final double REACH_MM = 24;

    private static final int STEPS = 3;

    /**
     * @param cord how far the cord's outline lies from its middle in each of the {@link Rays}; likewise {@code sac}, farther out
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Canal(double x, double y, double[] cord, double[] sac) {
        Canal towards(Canal other, double share) {
            return new Canal(
                    x + share * (other.x - x),
                    y + share * (other.y - y),
                    mixed(cord, other.cord, share),
                    mixed(sac, other.sac, share));
        }

        private static double[] mixed(double[] one, double[] other, double share) {
            double[] mixed = new double[one.length];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = one[i] + share * (other[i] - one[i]);
            }
            return mixed;
        }
    }

    /** A share of the movement. */
    CanalWarp share(double share) {
        return new CanalWarp(was, was.towards(now, share));
    }

    /** Where an outline has come to. */
    Outline after(Outline outline) {
        double[] x = new double[outline.size()];
        double[] y = new double[outline.size()];
        for (int i = 0; i < x.length; i++) {
            double dx = outline.x()[i] - was.x;
            double dy = outline.y()[i] - was.y;
            double radius = Math.sqrt(dx * dx + dy * dy);
            if (radius == 0 || radius >= REACH_MM) {
                x[i] = radius == 0 ? now.x : outline.x()[i];
                y[i] = radius == 0 ? now.y : outline.y()[i];
                continue;
            }
            double place = Rays.place(dx, dy);
            double moved = along(was, now, place, radius);
            double share = followed(place, moved);
            x[i] = was.x + share * (now.x - was.x) + moved * dx / radius;
            y[i] = was.y + share * (now.y - was.y) + moved * dy / radius;
        }
        return new Outline(x, y);
    }

    /** Takes where something came from. */
    @FunctionalInterface
    interface Place {
        void at(double x, double y);
    }

    /** Where what lies at a place came from. */
    void before(double x, double y, Place place) {
        double farX = x - was.x;
        double farY = y - was.y;
        if (farX * farX + farY * farY >= REACH_MM * REACH_MM) {
            place.at(x, y);
            return;
        }
        double share = 1;
        double dx = x - now.x;
        double dy = y - now.y;
        double radius = Math.sqrt(dx * dx + dy * dy);
        if (radius == 0) {
            place.at(was.x, was.y);
            return;
        }
        double ray = Rays.place(dx, dy);
        for (int step = 0; step < STEPS && radius > Rays.between(now.sac, ray); step++) {
            share = followed(ray, radius);
            dx = x - was.x - share * (now.x - was.x);
            dy = y - was.y - share * (now.y - was.y);
            radius = Math.sqrt(dx * dx + dy * dy);
            ray = Rays.place(dx, dy);
        }
        double from = along(now, was, ray, radius);
        place.at(was.x + from * dx / radius, was.y + from * dy / radius);
    }

    /** How much of the middle's movement is followed: all of it within the sac. */
    private double followed(double ray, double radius) {
        double sac = Rays.between(now.sac, ray);
        return radius <= sac ? 1 : Math.max(0, (REACH_MM - radius) / (REACH_MM - sac));
    }

    private static double along(Canal from, Canal to, double ray, double radius) {
        double cord = Rays.between(from.cord, ray);
        double newCord = Rays.between(to.cord, ray);
        if (radius <= cord) {
            return radius * newCord / cord;
        }
        double sac = Rays.between(from.sac, ray);
        double newSac = Rays.between(to.sac, ray);
        if (radius <= sac) {
            return newCord + (radius - cord) * (newSac - newCord) / (sac - cord);
        }
        return radius >= REACH_MM ? radius : newSac + (radius - sac) * (REACH_MM - newSac) / (REACH_MM - sac);
    }
}
