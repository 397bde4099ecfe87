package org.cordscope.nifti;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.SliceStack;
import org.cordscope.study.Spacing;
import org.cordscope.study.Vector3;

/** Stacks that lie anywhere. */
final class ObliqueStack {
    private ObliqueStack() {}

    /** Slices along their normal, up or down, in any direction whatever. */
    static SliceStack random(Random random) {
        Vector3 row = unit(gaussian(random));
        Vector3 normal = unit(row.cross(gaussian(random)));
        Vector3 column = normal.cross(row);
        double step = (random.nextBoolean() ? 1 : -1) * (0.5 + 4 * random.nextDouble());
        return of(row, column, normal.times(step), gaussian(random).times(100), 2 + random.nextInt(6));
    }

    /** Axial slices turned in their plane and tilted about the left-right axis, in radians. */
    static SliceStack axial(double turn, double tilt, double stepMm) {
        Vector3 row = tilted(new Vector3(Math.cos(turn), Math.sin(turn), 0), tilt);
        Vector3 column = tilted(new Vector3(-Math.sin(turn), Math.cos(turn), 0), tilt);
        return of(row, column, tilted(new Vector3(0, 0, stepMm), tilt), new Vector3(-81.25, -64.5, 130), 5);
    }

    static SliceStack of(Vector3 row, Vector3 column, Vector3 step, Vector3 position, int count) {
        List<SlicePlane> planes = new ArrayList<>();
        for (int slice = 0; slice < count; slice++) {
            planes.add(new SlicePlane(position.plus(step.times(slice)), row, column));
        }
        return new SliceStack(9, 12, new Spacing(0.7, 0.45), 3, planes);
    }

    private static Vector3 tilted(Vector3 v, double tilt) {
        double c = Math.cos(tilt);
        double s = Math.sin(tilt);
        return new Vector3(v.x(), c * v.y() - s * v.z(), s * v.y() + c * v.z());
    }

    private static Vector3 gaussian(Random random) {
        return new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
    }

    private static Vector3 unit(Vector3 v) {
        return v.times(1 / v.length());
    }
}
