package org.cordscope.imaging.pressing;

import org.cordscope.study.SliceImage;

/**
 * Coordinates around the cord in mm, backwards and to the left from its centre; and the ellipse that has its second
 * moments.
 *
 * @param centreX of the cord, mm from the first column
 * @param centreY of the cord, mm from the first row
 * @param backX direction of the patient's back
 * @param backY direction of the patient's back
 * @param leftSign 1 where left is the back turned by a quarter against the clock on the screen, else -1
 * @param halfAp half the ellipse's extent from front to back, mm
 * @param halfRl half its extent from side to side, mm
 */
record CordFrame(
        double centreX, double centreY, double backX, double backY, int leftSign, double halfAp, double halfRl) {

    static CordFrame of(CordMask mask, SliceImage slice) {
        double dx = slice.spacing().columnMm();
        double dy = slice.spacing().rowMm();
        double count = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < mask.cord().length; i++) {
            if (mask.cord()[i]) {
                count++;
                int row = i / slice.columns();
                x += i % slice.columns() * dx;
                y += row * dy;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("the mask holds no cord");
        }
        CordFrame round =
                new CordFrame(x / count, y / count, mask.backX(), mask.backY(), mask.leftIsRight() ? 1 : -1, 1, 1);
        double ap = 0;
        double rl = 0;
        for (int i = 0; i < mask.cord().length; i++) {
            if (mask.cord()[i]) {
                double px = i % slice.columns() * dx;
                int row = i / slice.columns();
                double py = row * dy;
                ap += round.back(px, py) * round.back(px, py);
                rl += round.left(px, py) * round.left(px, py);
            }
        }
        // a filled ellipse has a quarter of its half axis squared as second moment; a pixel adds a twelfth of its own
        return new CordFrame(
                round.centreX,
                round.centreY,
                round.backX,
                round.backY,
                round.leftSign,
                2 * Math.sqrt(ap / count + dy * dy / 12),
                2 * Math.sqrt(rl / count + dx * dx / 12));
    }

    double back(double x, double y) {
        return (x - centreX) * backX + (y - centreY) * backY;
    }

    double left(double x, double y) {
        return leftSign * ((x - centreX) * backY - (y - centreY) * backX);
    }

    double x(double back, double left) {
        return centreX + back * backX + leftSign * left * backY;
    }

    double y(double back, double left) {
        return centreY + back * backY - leftSign * left * backX;
    }
}
