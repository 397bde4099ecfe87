package org.cordscope.phantom.rendering;

import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;

/** Scanner makers, with the matrix and field of view that their axial cervical protocols usually have. */
public enum Manufacturer {
    GE(1400, 0.012),
    SIEMENS(620, 0.016),
    PHILIPS(1100, 0.020);

    private final double fullScale;
    private final double noise;

    Manufacturer(double fullScale, double noise) {
        this.fullScale = fullScale;
        this.noise = noise;
    }

    /**
     * One axial protocol.
     *
     * @param acquiredMm pixel as measured; the matrix is interpolated from it
     */
    record AxialProtocol(int matrix, double fieldOfViewMm, double acquiredMm) {}

    /** In the proportions of the paper's cohort: GE most, Philips least. */
    static Manufacturer draw(SeededDraw draw) {
        return List.of(values()).get(draw.weighted(0.69, 0.26, 0.05));
    }

    /** Stored value of fluid that this maker's scaling usually gives. */
    double fullScale() {
        return fullScale;
    }

    /** Usual standard deviation of the noise against fluid. */
    double noise() {
        return noise;
    }

    /** Protocols in use, the more frequent ones listed more than once. */
    List<AxialProtocol> axialProtocols() {
        return switch (this) {
            case GE ->
                List.of(
                        new AxialProtocol(512, 180, 0.65),
                        new AxialProtocol(512, 180, 0.8),
                        new AxialProtocol(512, 160, 0.6),
                        new AxialProtocol(256, 200, 0.8));
            case SIEMENS ->
                List.of(
                        new AxialProtocol(320, 180, 0.6),
                        new AxialProtocol(384, 180, 0.55),
                        new AxialProtocol(512, 180, 0.65),
                        new AxialProtocol(256, 200, 0.8));
            case PHILIPS ->
                List.of(
                        new AxialProtocol(512, 160, 0.65),
                        new AxialProtocol(480, 180, 0.7),
                        new AxialProtocol(448, 170, 0.65),
                        new AxialProtocol(512, 150, 0.6));
        };
    }
}
