package org.cordscope.phantom.randomised;

import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.randomised.Appearance.Acquisition;
import org.cordscope.phantom.randomised.Appearance.Blot;
import org.cordscope.phantom.randomised.Appearance.Echo;
import org.cordscope.phantom.randomised.Appearance.Placing;
import org.cordscope.phantom.randomised.Slab.Part;
import org.cordscope.phantom.randomised.TissueRaster.Frame;

/**
 * Applies an appearance to a cut: mean through the thickness, clutter and metal, echoes, shading, point spread with noise in
 * both channels, magnitude, interpolation to the grid. Places are those of {@link Appearance}.
 */
final class Rendering {
    private static final int KNOTS = 9;

    private final SampleGrid grid;
    private final Specimen specimen;
    private final Plane plane;
    private final Appearance appearance;
    private final List<CanalWarp> warps;
    private final double cosine;
    private final double sine;
    private final Slab wide;
    private final Grid wholeGrid;
    private final float[] wholeSignal;

    /** @param warps of the slice above, the slice itself and the one below; none where nothing is moved */
    Rendering(SampleGrid grid, Specimen specimen, Plane plane, Appearance appearance, List<CanalWarp> warps) {
        this.warps = List.copyOf(warps);
        this.grid = grid;
        this.specimen = specimen;
        this.plane = plane;
        this.appearance = appearance;
        Placing placing = appearance.placing();
        cosine = StrictMath.cos(placing.turn());
        sine = StrictMath.sin(placing.turn());
        wide = slab(Specimen.WIDE, Part.all(Specimen.WIDE), 0);
        wholeGrid = new Grid(grid.wholePixels(), grid.wholeMm(), -placing.canalXMm(), -placing.canalYMm());
        wholeSignal = new float[wholeGrid.pixels()];
        cut(wholeSignal, wholeGrid, wide, 0);
        blot(wholeSignal, wholeGrid);
    }

    private Slab slab(Frame frame, Part part, int slice) {
        Acquisition how = appearance.acquisition();
        return Slab.of(
                specimen, frame, part, plane, slice * how.stepMm(), how.thicknessMm(), appearance.tones(), slice + 1);
    }

    /** The whole slice at low resolution. */
    float[] whole() {
        float[] picture = wholeSignal.clone();
        finish(picture, wholeGrid, new PointSpread(appearance.acquisition(), wholeGrid.pixelMm(), 0), 2);
        return picture;
    }

    /** The crop of a slice: 1 is the one above, -1 the one below. */
    float[] crop(int slice) {
        Placing placing = appearance.placing();
        double pixelMm = Math.max(grid.cropMm(), appearance.acquisition().storedMm());
        PointSpread spread = new PointSpread(appearance.acquisition(), pixelMm, Specimen.FINE.pixelMm());
        int inner = (int) Math.ceil(grid.cropPixels() * grid.cropMm() / pixelMm);
        int side = inner + ((inner - grid.cropPixels()) & 1) + 2 * spread.radius() + 2;
        Grid stored = new Grid(side, pixelMm, placing.cropXMm(), placing.cropYMm());
        float[] picture = new float[stored.pixels()];
        cut(picture, stored, slab(specimen.cropFrame(), seen(stored), slice), slice);
        blot(picture, stored);
        finish(picture, stored, spread, slice);
        return resampled(picture, stored, placing);
    }

    /** What of the crop's frame a picture shows, turned as it may be. */
    private Part seen(Grid pixels) {
        double u = pixels.middleXMm();
        double v = pixels.middleYMm();
        double half = pixels.side() * pixels.pixelMm() / 2;
        double radius = half * (Math.abs(cosine) + Math.abs(sine)) + 2;
        return Part.about(specimen.cropFrame(), x(u, v), y(u, v), radius);
    }

    /** Where in the specimen a place of the picture lies. */
    private double x(double u, double v) {
        return planeX(u * cosine + v * sine, v * cosine - u * sine);
    }

    private double y(double u, double v) {
        return planeY(u * cosine + v * sine, v * cosine - u * sine);
    }

    /** Where a place of the plane lies. */
    private double planeX(double a, double b) {
        return plane.middle().x() + a * plane.left().x() + b * plane.back().x();
    }

    private double planeY(double a, double b) {
        return plane.middle().y() + a * plane.left().y() + b * plane.back().y();
    }

    private void cut(float[] into, Grid pixels, Slab slab, int slice) {
        double movedX = slice * appearance.placing().movedXMm();
        double movedY = slice * appearance.placing().movedYMm();
        if (warps.isEmpty()) {
            straight(into, pixels, slab, movedX, movedY);
            return;
        }
        CanalWarp warp = warps.get(1 - slice);
        for (int row = 0, p = 0; row < pixels.side(); row++) {
            double v = pixels.y(row) - movedY;
            for (int column = 0; column < pixels.side(); column++, p++) {
                double u = pixels.x(column) - movedX;
                int pixel = p;
                warp.before(
                        u * cosine + v * sine,
                        v * cosine - u * sine,
                        (a, b) -> into[pixel] = slab.at(planeX(a, b), planeY(a, b), wide));
            }
        }
    }

    private void straight(float[] into, Grid pixels, Slab slab, double movedX, double movedY) {
        double step = pixels.pixelMm();
        double acrossX = x(step, 0) - x(0, 0);
        double acrossY = y(step, 0) - y(0, 0);
        for (int row = 0, p = 0; row < pixels.side(); row++) {
            double x = x(pixels.x(0) - movedX, pixels.y(row) - movedY);
            double y = y(pixels.x(0) - movedX, pixels.y(row) - movedY);
            for (int column = 0; column < pixels.side(); column++, p++) {
                into[p] = slab.at(x + column * acrossX, y + column * acrossY, wide);
            }
        }
    }

    private float[] resampled(float[] picture, Grid from, Placing placing) {
        Grid to = new Grid(grid.cropPixels(), grid.cropMm(), placing.cropXMm(), placing.cropYMm());
        float[] crop = new float[to.pixels()];
        int edge = (from.side() - to.side()) / 2;
        for (int row = 0, p = 0; row < to.side(); row++) {
            if (from.pixelMm() == to.pixelMm()) {
                System.arraycopy(picture, (row + edge) * from.side() + edge, crop, p, to.side());
                p += to.side();
                continue;
            }
            double y = from.row(to.y(row));
            for (int column = 0; column < to.side(); column++, p++) {
                crop[p] = Grid.between(picture, from.side(), from.column(to.x(column)), y);
            }
        }
        return crop;
    }

    private void blot(float[] picture, Grid pixels) {
        for (Blot blot : appearance.blots()) {
            double reach = Math.max(blot.halfAcrossMm(), blot.halfDownMm());
            int top = (int) Math.max(0, pixels.row(blot.yMm() - reach));
            int bottom = (int) Math.min(pixels.side() - 1.0, pixels.row(blot.yMm() + reach));
            int left = (int) Math.max(0, pixels.column(blot.xMm() - reach));
            int right = (int) Math.min(pixels.side() - 1.0, pixels.column(blot.xMm() + reach));
            double c = StrictMath.cos(blot.turn());
            double s = StrictMath.sin(blot.turn());
            for (int row = top; row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    double x = pixels.x(column) - blot.xMm();
                    double y = pixels.y(row) - blot.yMm();
                    double u = (c * x + s * y) / blot.halfAcrossMm();
                    double v = (c * y - s * x) / blot.halfDownMm();
                    double edge = 1 - Math.sqrt(u * u + v * v);
                    if (edge > 0) {
                        float share = (float) Math.min(1, edge / blot.softness());
                        int p = row * pixels.side() + column;
                        float wanted = (float) (blot.keep() * picture[p] + Math.max(0, blot.add() + blot.slope() * u));
                        picture[p] += share * (wanted - picture[p]);
                    }
                }
            }
        }
    }

    /** From signal to magnitude. */
    private void finish(float[] picture, Grid pixels, PointSpread spread, int slice) {
        for (Echo echo : appearance.echoes()) {
            addEcho(picture, pixels, echo);
        }
        shade(picture, pixels);
        SeededDraw draw = SeededDraw.of(appearance.noise() + slice);
        float[] real = new float[picture.length];
        float[] spare = new float[picture.length];
        double averaged = Math.min(1, Math.max(0.5, appearance.acquisition().acrossMm()) / pixels.pixelMm());
        float deviation = (float) (appearance.acquisition().noise() * averaged / spread.noiseLeft());
        Grain.fillNoise(real, real.length, deviation, draw);
        for (int i = 0; i < picture.length; i++) {
            picture[i] += real[i];
        }
        spread.apply(picture, spare, pixels.side());
        float[] imaginary = real;
        Grain.fillNoise(imaginary, imaginary.length, deviation, draw);
        spread.apply(imaginary, spare, pixels.side());
        for (int row = 0, p = 0; row < pixels.side(); row++) {
            for (int column = 0; column < pixels.side(); column++, p++) {
                boolean seen = appearance.placing().inField(pixels.x(column), pixels.y(row));
                picture[p] = seen ? (float) Math.sqrt(picture[p] * picture[p] + imaginary[p] * imaginary[p]) : 0;
            }
        }
    }

    private void addEcho(float[] picture, Grid pixels, Echo echo) {
        float strength = (float) echo.strength();
        for (int row = 0, p = 0; row < pixels.side(); row++) {
            double y = pixels.y(row) - echo.yMm();
            for (int column = 0; column < pixels.side(); column++, p++) {
                picture[p] += strength * wholeGrid.at(wholeSignal, pixels.x(column) - echo.xMm(), y);
            }
        }
    }

    /** The coil, exact at some knots and linear between. */
    private void shade(float[] picture, Grid pixels) {
        float[] knots = new float[KNOTS * KNOTS];
        double cell = (pixels.side() - 1) / (KNOTS - 1.0);
        double step = cell * pixels.pixelMm();
        for (int j = 0; j < KNOTS; j++) {
            for (int i = 0; i < KNOTS; i++) {
                knots[j * KNOTS + i] = (float) appearance.shading().at(pixels.x(0) + i * step, pixels.y(0) + j * step);
            }
        }
        float[] line = new float[KNOTS + 1];
        for (int row = 0, p = 0; row < pixels.side(); row++) {
            int j = Math.min(KNOTS - 2, (int) (row / cell));
            float t = (float) (row / cell - j);
            for (int i = 0; i < KNOTS; i++) {
                line[i] = knots[j * KNOTS + i] + t * (knots[(j + 1) * KNOTS + i] - knots[j * KNOTS + i]);
            }
            float perPixel = (float) (1 / cell);
            for (int column = 0; column < pixels.side(); column++, p++) {
                float u = column * perPixel;
                int i = Math.min(KNOTS - 2, (int) u);
                picture[p] *= line[i] + (u - i) * (line[i + 1] - line[i]);
            }
        }
    }
}
