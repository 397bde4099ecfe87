package org.cordscope.phantom.anatomy;

/** A bent ellipse in the axial plane: see {@link Outline#blob}. Zero size means that the structure does not reach so far. */
record Blob(double x, double y, double halfLong, double halfShort, double degrees, double bend) {

    Blob towards(Blob other, double t) {
        return new Blob(
                x + t * (other.x - x),
                y + t * (other.y - y),
                halfLong + t * (other.halfLong - halfLong),
                halfShort + t * (other.halfShort - halfShort),
                degrees + t * (other.degrees - degrees),
                bend + t * (other.bend - bend));
    }

    Blob vanished() {
        return new Blob(x, y, 0, 0, degrees, bend);
    }

    Blob mirrored() {
        return new Blob(-x, y, halfLong, halfShort, 180 - degrees, -bend);
    }

    Blob scaled(double factor) {
        return new Blob(x * factor, y * factor, halfLong * factor, halfShort * factor, degrees, bend * factor);
    }

    Blob varied(SeededDraw draw) {
        double size = 1 + draw.normal(0, 0.07, -0.15, 0.15);
        return new Blob(
                x + draw.normal(0, 0.7, -1.5, 1.5),
                y + draw.normal(0, 0.7, -1.5, 1.5),
                halfLong * size,
                halfShort * size * (1 + draw.normal(0, 0.08, -0.18, 0.18)),
                degrees + draw.normal(0, 3, -7, 7),
                bend);
    }

    boolean visible() {
        return halfLong > 0.35 && halfShort > 0.2;
    }

    Outline outline(double grow) {
        return Outline.blob(x, y, halfLong + grow, halfShort + grow, degrees, bend);
    }
}
