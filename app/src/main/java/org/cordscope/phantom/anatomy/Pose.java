package org.cordscope.phantom.anatomy;

import org.cordscope.study.Vector3;

/**
 * How a neck lies in the scanner. {@link Neck} describes it straightened; here it is turned on itself as far as the head is
 * turned, swayed sideways (scoliosis), bent to an arc (lordosis, or kyphosis) and then tilted, rolled and turned as a whole.
 * Both directions are exact. Axes are DICOM's (x left, y back, z head), mm and radians.
 *
 * @param twist turn of C2 against C7 about the neck's axis; what lies below C7 does not turn
 * @param swayMm how far the middle of the neck lies to the left of its ends
 * @param arc change of direction from C2 to T1, positive for lordosis
 * @param tilt about the left-right axis; {@code roll} about the back-front axis, {@code turn} about the long axis
 * @param origin where the middle of C2 would lie were the neck straight
 */
public record Pose(double twist, double swayMm, double arc, double tilt, double roll, double turn, Vector3 origin) {
    /** Lies straight along the scanner's axis. */
    public static final Pose STRAIGHT = new Pose(0, 0, 0, 0, 0, 0, new Vector3(0, 0, 0));

    private static final double LENGTH_MM = Level.C2.zMm() - Level.T1.zMm();
    private static final double MIDDLE_MM = (Level.C2.zMm() + Level.T1.zMm()) / 2;
    private static final double STRAIGHT_ARC = 1e-4;

    public Pose {
        if (!(Math.abs(arc) < 1) || !(Math.abs(twist) < 1) || !(Math.abs(swayMm) < 40)) {
            throw new IllegalArgumentException("no neck lies so: " + arc + ", " + twist + ", " + swayMm);
        }
    }

    /** Lordosis of 14 degrees with a spread of 11, as of people who lie on their back; head nearly straight. */
    public static Pose draw(SeededDraw draw) {
        return new Pose(
                Math.toRadians(draw.normal(0, 4, -11, 11)),
                draw.normal(0, 1.6, -4, 4),
                Math.toRadians(draw.normal(14, 11, -12, 36)),
                draw.normal(0.05, 0.1, -0.2, 0.3),
                Math.toRadians(draw.normal(0, 2, -5, 5)),
                draw.normal(0, 0.03, -0.08, 0.08),
                new Vector3(draw.normal(0, 5, -12, 12), draw.normal(-20, 10, -40, 10), draw.normal(30, 20, -30, 90)));
    }

    /** Where a point of the straightened neck lies in the scanner. */
    public Vector3 scannerOf(double x, double y, double z) {
        double angle = twist * turned(z);
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double left = c * x - s * y + sway(z);
        double back = s * x + c * y;
        double up = z - MIDDLE_MM;
        if (Math.abs(arc) > STRAIGHT_ARC) {
            double radius = LENGTH_MM / arc;
            double phi = up / radius;
            up = (radius - back) * StrictMath.sin(phi);
            back = radius - (radius - back) * StrictMath.cos(phi);
        }
        return rotated(left, back, up + MIDDLE_MM).plus(origin);
    }

    /** Which point of the straightened neck lies at a point of the scanner: {@code into} gets x, y and z. */
    public void neckOf(double x, double y, double z, double[] into) {
        unrotated(x - origin.x(), y - origin.y(), z - origin.z(), into);
        double back = into[1];
        double up = into[2] - MIDDLE_MM;
        if (Math.abs(arc) > STRAIGHT_ARC) {
            double radius = LENGTH_MM / arc;
            double sign = Math.signum(radius);
            double toCentre = radius - back;
            back = radius - sign * Math.sqrt(toCentre * toCentre + up * up);
            up = radius * StrictMath.atan2(sign * up, sign * toCentre);
        }
        double height = up + MIDDLE_MM;
        double left = into[0] - sway(height);
        double angle = twist * turned(height);
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        into[0] = c * left + s * back;
        into[1] = -s * left + c * back;
        into[2] = height;
    }

    /** Direction in the scanner of the neck's axis, towards the head, at a height of the neck; unit length. */
    public Vector3 axisAt(double z) {
        Vector3 along = scannerOf(0, 0, z + 1).plus(scannerOf(0, 0, z - 1).times(-1));
        return along.times(1 / along.length());
    }

    private static double turned(double z) {
        double t = (z - Level.C7.zMm()) / (Level.C2.zMm() - Level.C7.zMm());
        return Math.min(1.2, Math.max(0, t));
    }

    private double sway(double z) {
        return swayMm * StrictMath.sin(Math.PI * z / -LENGTH_MM);
    }

    private Vector3 rotated(double x, double y, double z) {
        double ct = StrictMath.cos(turn);
        double st = StrictMath.sin(turn);
        double cr = StrictMath.cos(roll);
        double sr = StrictMath.sin(roll);
        double ci = StrictMath.cos(tilt);
        double si = StrictMath.sin(tilt);
        double x1 = ct * x - st * y;
        double y1 = st * x + ct * y;
        double x2 = cr * x1 + sr * z;
        double z2 = -sr * x1 + cr * z;
        return new Vector3(x2, ci * y1 - si * z2, si * y1 + ci * z2);
    }

    private void unrotated(double x, double y, double z, double[] into) {
        double ct = StrictMath.cos(turn);
        double st = StrictMath.sin(turn);
        double cr = StrictMath.cos(roll);
        double sr = StrictMath.sin(roll);
        double ci = StrictMath.cos(tilt);
        double si = StrictMath.sin(tilt);
        double y1 = ci * y + si * z;
        double z2 = -si * y + ci * z;
        double x1 = cr * x - sr * z2;
        into[0] = ct * x1 + st * y1;
        into[1] = -st * x1 + ct * y1;
        into[2] = sr * x + cr * z2;
    }
}
