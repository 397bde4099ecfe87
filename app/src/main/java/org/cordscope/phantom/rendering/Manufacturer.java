package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.SeededDraw;

/** Scanner makers, with the matrix and field of view that their axial cervical protocols usually have. */
public enum Manufacturer {
    GE(1400, new int[] {512, 512, 512, 256}, new double[] {180, 180, 160, 200}, new double[] {0.65, 0.8, 0.6, 0.8}),
    SIEMENS(620, new int[] {320, 384, 512, 256}, new double[] {180, 180, 180, 200}, new double[] {0.6, 0.55, 0.65, 0.8
    }),
    PHILIPS(1100, new int[] {512, 480, 448, 512}, new double[] {160, 180, 170, 150}, new double[] {0.65, 0.7, 0.65, 0.6
    });

    private final double fullScale;
    private final int[] matrices;
    private final double[] fieldsOfViewMm;
    private final double[] acquiredMm;

    Manufacturer(double fullScale, int[] matrices, double[] fieldsOfViewMm, double[] acquiredMm) {
        this.fullScale = fullScale;
        this.matrices = matrices;
        this.fieldsOfViewMm = fieldsOfViewMm;
        this.acquiredMm = acquiredMm;
    }

    /** In the proportions of the paper's cohort: GE most, Philips least. */
    static Manufacturer draw(SeededDraw draw) {
        return values()[draw.weighted(0.6, 0.27, 0.13)];
    }

    double fullScale() {
        return fullScale;
    }

    int protocols() {
        return matrices.length;
    }

    int matrix(int protocol) {
        return matrices[protocol];
    }

    double fieldOfViewMm(int protocol) {
        return fieldsOfViewMm[protocol];
    }

    double acquiredMm(int protocol) {
        return acquiredMm[protocol];
    }
}
