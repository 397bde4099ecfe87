package org.cordscope.dicom.segmentation;

/**
 * A colour in CIELab under D50, for showing a segment.
 *
 * @param lightness 0 to 100
 * @param a green to red, -128 to 127
 * @param b blue to yellow, -128 to 127
 */
public record CieLab(double lightness, double a, double b) {

    public CieLab {
        if (!(lightness >= 0 && lightness <= 100 && a >= -128 && a <= 127 && b >= -128 && b <= 127)) {
            throw new IllegalArgumentException("not a CIELab colour: " + lightness + ", " + a + ", " + b);
        }
    }

    /** The three numbers as DICOM stores them, 16 bits each (PS3.3 C.10.7.1.1). */
    int[] encoded() {
        return new int[] {
            (int) Math.round(lightness / 100 * 0xffff),
            (int) Math.round((a + 128) / 255 * 0xffff),
            (int) Math.round((b + 128) / 255 * 0xffff)
        };
    }
}
