package org.cordscope.dicom.codec.jpeg2000;

import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.MarkerReader;
import org.jspecify.annotations.Nullable;

/** Everything the main header, and then a tile's own header, says about coding a tile. */
final class TileParameters {
    private static final int COD = 0x52;
    private static final int COC = 0x53;
    private static final int QCD = 0x5c;
    private static final int QCC = 0x5d;

    private final @Nullable CodingStyle[] coding;
    private final @Nullable Quantization[] quantization;
    /** Components whose own segment has been seen at this level: it outweighs the one for all. */
    private final boolean[] ownCoding;

    private final boolean[] ownQuantization;
    private int progression;
    private int layers;
    private boolean componentTransform;

    TileParameters(int components) {
        coding = new @Nullable CodingStyle[components];
        quantization = new @Nullable Quantization[components];
        ownCoding = new boolean[components];
        ownQuantization = new boolean[components];
    }

    /** A copy that a tile's header may change. */
    TileParameters forTile() {
        TileParameters copy = new TileParameters(coding.length);
        System.arraycopy(coding, 0, copy.coding, 0, coding.length);
        System.arraycopy(quantization, 0, copy.quantization, 0, coding.length);
        copy.progression = progression;
        copy.layers = layers;
        copy.componentTransform = componentTransform;
        return copy;
    }

    /** Reads the open segment of a marker; those that only inform are passed over. */
    void read(int marker, MarkerReader in) throws CodecException {
        switch (marker) {
            case COD -> readCoding(in);
            case COC -> {
                int component = component(in);
                boolean withPrecincts = (in.u8() & 1) != 0;
                coding[component] = CodingStyle.read(in, withPrecincts);
                ownCoding[component] = true;
            }
            case QCD -> setAll(quantization, ownQuantization, Quantization.read(in));
            case QCC -> {
                int component = component(in);
                quantization[component] = Quantization.read(in);
                ownQuantization[component] = true;
            }
            case 0x5e -> throw in.unsupported("a region of interest");
            case 0x5f -> throw in.unsupported("changes of progression order");
            case 0x60, 0x61 -> throw in.unsupported("packed packet headers");
            case 0x50 -> throw in.unsupported("extended capabilities");
            default -> {}
        }
    }

    private void readCoding(MarkerReader in) throws CodecException {
        int style = in.u8();
        progression = in.u8();
        layers = in.u16();
        componentTransform = in.u8() == 1;
        if (progression > 4 || layers == 0) {
            throw in.damaged("its progression is out of range");
        }
        if (componentTransform && coding.length < 3) {
            throw in.damaged("a colour transform needs three components");
        }
        setAll(coding, ownCoding, CodingStyle.read(in, (style & 1) != 0));
    }

    private static <T> void setAll(@Nullable T[] all, boolean[] own, T value) {
        for (int c = 0; c < all.length; c++) {
            if (!own[c]) {
                all[c] = value;
            }
        }
    }

    private int component(MarkerReader in) throws CodecException {
        int component = coding.length < 257 ? in.u8() : in.u16();
        if (component >= coding.length) {
            throw in.damaged("a segment names an impossible component");
        }
        return component;
    }

    CodingStyle coding(int component) throws CodecException {
        return require(coding[component]);
    }

    Quantization quantization(int component) throws CodecException {
        return require(quantization[component]);
    }

    private static <T> T require(@Nullable T value) throws CodecException {
        if (value == null) {
            throw new CodecException("the JPEG 2000 codestream is damaged: coding style or quantization is missing");
        }
        return value;
    }

    /** 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL (table A.16). */
    int progression() {
        return progression;
    }

    int layers() {
        return layers;
    }

    boolean componentTransform() {
        return componentTransform;
    }
}
