package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;

/** One component of a tile: its resolutions, subbands, precincts and code-blocks (T.800 annex B). */
final class TileComponent {
    private final CodingStyle style;
    private final Region region;
    private final List<List<Subband>> resolutions = new ArrayList<>();

    TileComponent(Region region, CodingStyle style, Quantization quantization, int precision) throws CodecException {
        this.region = region;
        this.style = style;
        for (int r = 0; r <= style.levels(); r++) {
            List<Subband> bands = new ArrayList<>();
            int depth = r == 0 ? style.levels() : style.levels() - r + 1;
            for (int kind = r == 0 ? 0 : 1; kind <= (r == 0 ? 0 : 3); kind++) {
                Region its = region.reduce(depth, kind & 1, kind >> 1);
                float step = style.reversible() ? 1 : quantization.stepSize(r, kind, precision);
                bands.add(new Subband(kind, its, quantization.bitPlanes(r, kind), step));
            }
            resolutions.add(bands);
        }
    }

    CodingStyle style() {
        return style;
    }

    private Region resolution(int r) {
        return region.reduce(style.levels() - r, 0, 0);
    }

    /** Precincts of a resolution, counted without laying them out. */
    private long precinctsWide(int r) {
        Region its = resolution(r);
        int bits = style.precinctWidthBits(r);
        return its.isEmpty() ? 0 : Region.ceilShift(its.x1(), bits) - (its.x0() >> bits);
    }

    private long precinctsHigh(int r) {
        Region its = resolution(r);
        int bits = style.precinctHeightBits(r);
        return its.isEmpty() ? 0 : Region.ceilShift(its.y1(), bits) - (its.y0() >> bits);
    }

    long precincts() {
        long total = 0;
        for (int r = 0; r <= style.levels(); r++) {
            total += precinctsWide(r) * precinctsHigh(r);
        }
        return total;
    }

    /** Lays out precincts and code-blocks of all resolutions. */
    List<Precinct> layOut(int component) {
        List<Precinct> precincts = new ArrayList<>();
        for (int r = 0; r <= style.levels(); r++) {
            int wide = (int) precinctsWide(r);
            int count = wide * (int) precinctsHigh(r);
            for (int index = 0; index < count; index++) {
                precincts.add(layOut(component, r, index, index % wide, index / wide));
            }
        }
        return precincts;
    }

    private Precinct layOut(int component, int r, int index, int column, int row) {
        Region its = resolution(r);
        int widthBits = style.precinctWidthBits(r);
        int heightBits = style.precinctHeightBits(r);
        int depth = style.levels() - r;
        long x = ((long) (its.x0() >> widthBits) + column) << widthBits;
        long y = ((long) (its.y0() >> heightBits) + row) << heightBits;
        int half = r == 0 ? 0 : 1;
        List<Precinct.Part> parts = new ArrayList<>();
        for (Subband band : resolutions.get(r)) {
            Region inBand = new Region(
                            (int) (x >> half), (int) (y >> half), (int) ((x + (1L << widthBits)) >> half), (int)
                                    ((y + (1L << heightBits)) >> half))
                    .intersect(band.region());
            parts.add(part(
                    band,
                    inBand,
                    Math.min(style.blockWidthBits(), widthBits - half),
                    Math.min(style.blockHeightBits(), heightBits - half)));
        }
        return new Precinct(
                component, r, index, Math.max(x << depth, region.x0()), Math.max(y << depth, region.y0()), parts);
    }

    private static Precinct.Part part(Subband band, Region region, int widthBits, int heightBits) {
        List<CodeBlock> blocks = new ArrayList<>();
        int wide = 0;
        int high = 0;
        if (!region.isEmpty()) {
            int firstX = region.x0() >> widthBits;
            int firstY = region.y0() >> heightBits;
            wide = (int) Region.ceilShift(region.x1(), widthBits) - firstX;
            high = (int) Region.ceilShift(region.y1(), heightBits) - firstY;
            for (int i = 0; i < wide * high; i++) {
                int x = (firstX + i % wide) << widthBits;
                int y = (firstY + i / wide) << heightBits;
                blocks.add(
                        new CodeBlock(new Region(x, y, x + (1 << widthBits), y + (1 << heightBits)).intersect(region)));
            }
        }
        band.blocks().addAll(blocks);
        return new Precinct.Part(band, blocks, new TagTree(wide, high), new TagTree(wide, high));
    }

    /** Decodes all code-blocks and inverts the wavelet transform: samples row by row before the level shift. */
    float[] reconstruct() throws CodecException {
        float[] low = new float[area(resolution(0))];
        BlockDecoder decoder = new BlockDecoder(style);
        place(resolutions.get(0).get(0), low, resolution(0), 1, decoder);
        for (int r = 1; r <= style.levels(); r++) {
            Region from = resolution(r - 1);
            Region to = resolution(r);
            float[] full = new float[area(to)];
            for (int y = 0; y < from.height(); y++) {
                int out = (2 * (from.y0() + y) - to.y0()) * to.width() + 2 * from.x0() - to.x0();
                for (int x = 0; x < from.width(); x++) {
                    full[out + 2 * x] = low[y * from.width() + x];
                }
            }
            for (Subband band : resolutions.get(r)) {
                place(band, full, to, 2, decoder);
            }
            InverseWavelet.apply(full, to, style.reversible());
            low = full;
        }
        return low;
    }

    private static int area(Region region) {
        return region.isEmpty() ? 0 : region.width() * region.height();
    }

    /** Writes a subband's coefficients to its places among the samples of the resolution. */
    private void place(Subband band, float[] target, Region region, int spread, BlockDecoder decoder)
            throws CodecException {
        for (CodeBlock block : band.blocks()) {
            if (!block.included()) {
                continue;
            }
            int[] doubled = decoder.decode(block, band);
            Region its = block.region();
            int in = 0;
            for (int y = its.y0(); y < its.y1(); y++) {
                int out = (spread * y + (spread - 1) * band.oddY() - region.y0()) * region.width()
                        + spread * its.x0()
                        + (spread - 1) * band.oddX()
                        - region.x0();
                for (int x = 0; x < its.width(); x++, in++) {
                    int whole = doubled[in] / 2;
                    target[out + spread * x] = style.reversible() ? whole : doubled[in] * 0.5f * band.stepSize();
                }
            }
        }
    }
}
