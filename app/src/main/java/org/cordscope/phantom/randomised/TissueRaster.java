package org.cordscope.phantom.randomised;

import java.util.List;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.PaintedPlane;
import org.cordscope.phantom.anatomy.Tissue;
import org.cordscope.phantom.rendering.Canvas;

/**
 * One cross-section as tissues, so that it can be shown in any brightness later: of each pixel the two tissues that it holds
 * most of, and the share of the second.
 */
final class TissueRaster implements PaintedPlane {
    private static final float LEAST = 0.004f;

    private final Frame frame;
    private final Canvas canvas;
    private final byte[] first;
    private final byte[] second;
    private final byte[] share;

    /** Where pixels lie: the first one's outer corner at {@code leftMm} and {@code frontMm}. */
    record Frame(double leftMm, double frontMm, double pixelMm, int columns, int rows) {
        int pixels() {
            return columns * rows;
        }
    }

    private TissueRaster(Frame frame) {
        this.frame = frame;
        this.canvas = new Canvas(frame.columns(), frame.rows(), 0);
        this.first = new byte[frame.pixels()];
        this.second = new byte[frame.pixels()];
        this.share = new byte[frame.pixels()];
    }

    /** All of air, with layers laid on. */
    static TissueRaster of(List<Layer> layers, Frame frame) {
        TissueRaster raster = new TissueRaster(frame);
        layers.forEach(layer -> layer.paintOn(raster));
        return raster;
    }

    /** A raster put together from pixels of others. */
    static TissueRaster gathered(Frame frame, Source source) {
        TissueRaster raster = new TissueRaster(frame);
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                source.copy(column, row, raster, row * frame.columns() + column);
            }
        }
        return raster;
    }

    /** Fills a pixel of a raster by {@link #take}. */
    @FunctionalInterface
    interface Source {
        void copy(int column, int row, TissueRaster into, int pixel);
    }

    /** Makes a pixel what the pixel of another raster is. */
    void take(int pixel, TissueRaster from, int fromPixel) {
        first[pixel] = from.first[fromPixel];
        second[pixel] = from.second[fromPixel];
        share[pixel] = from.share[fromPixel];
    }

    /** Where the nearest pixel to a place is; the edge's where that lies outside. */
    int pixel(double xMm, double yMm) {
        int column = (int) Math.floor((xMm - frame.leftMm()) / frame.pixelMm());
        int row = (int) Math.floor((yMm - frame.frontMm()) / frame.pixelMm());
        return Math.max(0, Math.min(frame.rows() - 1, row)) * frame.columns()
                + Math.max(0, Math.min(frame.columns() - 1, column));
    }

    Frame frame() {
        return frame;
    }

    /** Adds {@code weight} times the brightness of a run of pixels of one row. */
    void addBrightness(
            int row, int from, int to, float[] weight, float[] brightness, float[] grain, float[] noise, float[] into) {
        int base = row * frame.columns();
        for (int column = from; column < to; column++) {
            float w = weight[column];
            if (w == 0) {
                continue;
            }
            int p = base + column;
            int a = first[p];
            float value = brightness[a];
            float rough = grain[a];
            int s = share[p] & 255;
            if (s != 0) {
                float part = s * (1 / 255f);
                int b = second[p];
                value += part * (brightness[b] - value);
                rough += part * (grain[b] - rough);
            }
            float textured = value * (1 + rough * noise[column]);
            into[p] += w * (textured < 0 ? 0 : textured);
        }
    }

    @Override
    public void fill(Tissue tissue, Outline outline, double opacity) {
        float strength = (float) opacity;
        byte code = TissueCode.of(tissue);
        canvas.fillPointwise(
                placed(outline.x(), frame.leftMm()),
                placed(outline.y(), frame.frontMm()),
                (pixel, coverage) -> cover(pixel, code, strength * coverage));
    }

    @Override
    public void fillPointwise(Outline within, PointPainter painter) {
        Brush brush = new Brush();
        canvas.fillPointwise(
                placed(within.x(), frame.leftMm()), placed(within.y(), frame.frontMm()), (pixel, coverage) -> {
                    brush.pixel = pixel;
                    brush.coverage = coverage;
                    int row = pixel / frame.columns();
                    painter.paint(
                            frame.leftMm() + (pixel - row * frame.columns() + 0.5) * frame.pixelMm(),
                            frame.frontMm() + (row + 0.5) * frame.pixelMm(),
                            brush);
                });
    }

    private double[] placed(double[] mm, double origin) {
        double[] pixels = new double[mm.length];
        for (int i = 0; i < mm.length; i++) {
            pixels[i] = (mm[i] - origin) / frame.pixelMm();
        }
        return pixels;
    }

    /** Covers the pixel that it stands on. */
    private final class Brush implements Point {
        private int pixel;
        private float coverage;

        @Override
        public void cover(Tissue tissue, double part) {
            TissueRaster.this.cover(pixel, TissueCode.of(tissue), coverage * (float) part);
        }
    }

    /** Lays a tissue over a share of a pixel; of three tissues the least is dropped. */
    private void cover(int pixel, byte tissue, float part) {
        if (part < LEAST) {
            return;
        }
        if (part > 1 - LEAST) {
            first[pixel] = tissue;
            share[pixel] = 0;
            return;
        }
        float b = (share[pixel] & 255) * (1 / 255f);
        float ofFirst = (1 - part) * (1 - b);
        float ofSecond = (1 - part) * b;
        if (tissue == first[pixel]) {
            ofFirst += part;
        } else if (b == 0 || tissue == second[pixel]) {
            second[pixel] = tissue;
            ofSecond += part;
        } else if (part > Math.min(ofFirst, ofSecond)) {
            if (ofFirst < ofSecond) {
                first[pixel] = second[pixel];
                ofFirst = ofSecond;
            }
            second[pixel] = tissue;
            ofSecond = part;
        }
        share[pixel] = (byte) Math.round(255 * ofSecond / (ofFirst + ofSecond));
    }
}
