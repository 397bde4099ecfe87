package org.cordscope.dicom.codec.jpeg2000;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/** Image and tile size (T.800 A.5.1) of components that share one precision and are not subsampled. */
record ImageSize(
        Region image,
        int tileWidth,
        int tileHeight,
        int tileX0,
        int tileY0,
        int components,
        int precision,
        boolean signed) {
    private static final int LARGEST_COORDINATE = 1 << 26;
    private static final int MAX_TILES = 65535;
    private static final int HIGH_THROUGHPUT = 0x4000;

    static ImageSize read(MarkerReader in) throws CodecException {
        int capabilities = in.u16();
        int x1 = in.u31();
        int y1 = in.u31();
        Region image = new Region(in.u31(), in.u31(), x1, y1);
        int tileWidth = in.u31();
        int tileHeight = in.u31();
        int tileX0 = in.u31();
        int tileY0 = in.u31();
        int components = in.u16();
        int depth = -1;
        for (int c = 0; c < components; c++) {
            int its = in.u8();
            if (in.u16() != 0x0101) {
                throw in.unsupported("subsampled components");
            }
            if (depth >= 0 && its != depth) {
                throw in.unsupported("components of different depth");
            }
            depth = its;
        }
        ImageSize size = new ImageSize(
                image, tileWidth, tileHeight, tileX0, tileY0, components, (depth & 0x7f) + 1, (depth & 0x80) != 0);
        if (!size.possible()) {
            throw in.damaged("its size or tiles are impossible");
        }
        if ((capabilities & HIGH_THROUGHPUT) != 0) {
            throw in.unsupported("high-throughput coding");
        }
        return size;
    }

    private boolean possible() {
        boolean imageFits = !image.isEmpty() && image.x1() <= LARGEST_COORDINATE && image.y1() <= LARGEST_COORDINATE;
        boolean tilesFit = tileWidth > 0
                && tileHeight > 0
                && tileX0 <= image.x0()
                && tileY0 <= image.y0()
                && (long) tileX0 + tileWidth > image.x0()
                && (long) tileY0 + tileHeight > image.y0();
        return imageFits && tilesFit && components > 0 && (long) tilesWide() * tilesHigh() <= MAX_TILES;
    }

    private int tilesWide() {
        return (int) (((long) image.x1() - tileX0 + tileWidth - 1) / tileWidth);
    }

    private int tilesHigh() {
        return (int) (((long) image.y1() - tileY0 + tileHeight - 1) / tileHeight);
    }

    int tiles() {
        return tilesWide() * tilesHigh();
    }

    /** Part of the image that a tile covers (B.3). */
    Region tile(int index) {
        long x0 = tileX0 + (long) (index % tilesWide()) * tileWidth;
        long y0 = tileY0 + (long) (index / tilesWide()) * tileHeight;
        return new Region(
                (int) Math.max(x0, image.x0()),
                (int) Math.max(y0, image.y0()),
                (int) Math.min(x0 + tileWidth, image.x1()),
                (int) Math.min(y0 + tileHeight, image.y1()));
    }
}
