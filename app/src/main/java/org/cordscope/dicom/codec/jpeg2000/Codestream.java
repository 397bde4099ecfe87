package org.cordscope.dicom.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;

/** Splits a JPEG 2000 codestream into its tiles (T.800 annex A). */
final class Codestream {
    private static final int SOC = 0x4f;
    private static final int SIZ = 0x51;
    private static final int SOT = 0x90;
    private static final int SOD = 0x93;
    private static final int EOC = 0xd9;
    /** Bytes of a SOT segment with its marker. */
    private static final int SOT_BYTES = 12;

    /** A tile: how it is coded, and its packets. */
    record Tile(TileParameters parameters, ByteArrayOutputStream packets) {}

    private final byte[] bytes;
    private final MarkerReader in;
    private final ImageSize size;
    private final TileParameters main;
    private final Map<Integer, Tile> tiles = new TreeMap<>();

    /** Reads the image size only. */
    Codestream(byte[] bytes) throws CodecException {
        this.bytes = bytes;
        this.in = new MarkerReader("JPEG 2000", bytes, start(bytes));
        if (in.nextMarker() != SOC || in.nextMarker() != SIZ) {
            throw in.damaged("it does not begin with the size of its image");
        }
        in.openSegment();
        size = ImageSize.read(in);
        in.closeSegment();
        main = new TileParameters(size.components());
    }

    /** DICOM wants the bare codestream; where a JP2 file was stored instead, its codestream box is sought. */
    private static int start(byte[] bytes) throws CodecException {
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0xff && bytes[1] == SOC) {
            return 0;
        }
        MarkerReader boxes = new MarkerReader("JPEG 2000", bytes, 0);
        int start = 0;
        while (true) {
            boxes.moveTo(start);
            int length = boxes.u31();
            if (boxes.u31() == 0x6a703263) {
                return start + 8;
            }
            if (length < 8 || length > bytes.length - start) {
                throw boxes.damaged("it has no codestream");
            }
            start += length;
        }
    }

    ImageSize size() {
        return size;
    }

    /** Reads the rest; afterwards every tile is there. */
    Map<Integer, Tile> readTiles() throws CodecException {
        int marker = in.nextMarker();
        while (marker != SOT) {
            in.openSegment();
            main.read(marker, in);
            in.closeSegment();
            marker = in.nextMarker();
        }
        while (marker == SOT) {
            readTilePart();
            marker = in.remaining() < 2 ? EOC : in.nextMarker();
        }
        if (tiles.size() != size.tiles()) {
            throw in.damaged("it has " + tiles.size() + " of " + size.tiles() + " tiles");
        }
        return tiles;
    }

    private void readTilePart() throws CodecException {
        int start = in.position() - 2;
        in.openSegment();
        int index = in.u16();
        int length = in.u31();
        in.closeSegment();
        if (index >= size.tiles()) {
            throw in.damaged("a tile has an impossible number");
        }
        Tile tile = tiles.computeIfAbsent(index, i -> new Tile(main.forTile(), new ByteArrayOutputStream()));
        int end = length == 0 ? endOfCodestream() : start + length;
        if (length != 0 && (length < SOT_BYTES || end < 0 || end > bytes.length)) {
            throw in.damaged("its image data ends too early");
        }
        int marker = in.nextMarker();
        while (marker != SOD) {
            in.openSegment();
            tile.parameters().read(marker, in);
            in.closeSegment();
            marker = in.nextMarker();
        }
        if (in.position() > end) {
            throw in.damaged("a tile is shorter than its header");
        }
        tile.packets().write(bytes, in.position(), end - in.position());
        in.moveTo(end);
    }

    /** Position of the end marker, which padding may follow, or of the end. */
    private int endOfCodestream() {
        for (int i = bytes.length - 2; i >= 0 && i > bytes.length - 4; i--) {
            if ((bytes[i] & 0xff) == 0xff && (bytes[i + 1] & 0xff) == EOC) {
                return i;
            }
        }
        return bytes.length;
    }
}
