package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cordscope.dicom.codec.frame.CodecException;

/** Reads the packets of a tile in the order of its progression (T.800 B.10 and B.12). */
final class PacketReader {
    private static final int SOP = 0x91;
    private static final int EPH = 0x92;
    private static final int MAX_PLANES = 80;

    private final byte[] bytes;
    private final PacketBits bits;
    private final List<TileComponent> components;

    PacketReader(byte[] bytes, List<TileComponent> components) {
        this.bytes = bytes;
        this.bits = new PacketBits(bytes);
        this.components = components;
    }

    void read(TileParameters parameters) throws CodecException {
        long precincts = components.stream().mapToLong(TileComponent::precincts).sum();
        if (precincts * parameters.layers() > bytes.length) {
            throw new CodecException("the JPEG 2000 codestream is damaged: its image data ends too early");
        }
        List<Precinct> all = new ArrayList<>();
        for (int c = 0; c < components.size(); c++) {
            all.addAll(components.get(c).layOut(c));
        }
        all.sort(order(parameters.progression()));
        switch (parameters.progression()) {
            case 0 -> readByLayer(all, parameters.layers());
            case 1 -> {
                int start = 0;
                while (start < all.size()) {
                    int end = start;
                    while (end < all.size()
                            && all.get(end).resolution() == all.get(start).resolution()) {
                        end++;
                    }
                    readByLayer(all.subList(start, end), parameters.layers());
                    start = end;
                }
            }
            default -> {
                for (Precinct precinct : all) {
                    readByLayer(List.of(precinct), parameters.layers());
                }
            }
        }
    }

    private static Comparator<Precinct> order(int progression) {
        Comparator<Precinct> byComponent = Comparator.comparingInt(Precinct::component);
        Comparator<Precinct> byResolution = Comparator.comparingInt(Precinct::resolution);
        Comparator<Precinct> byPosition = Comparator.comparingLong(Precinct::y).thenComparingLong(Precinct::x);
        Comparator<Precinct> first = switch (progression) {
            case 2 -> byResolution.thenComparing(byPosition).thenComparing(byComponent);
            case 3 -> byPosition.thenComparing(byComponent).thenComparing(byResolution);
            case 4 -> byComponent.thenComparing(byPosition).thenComparing(byResolution);
            default -> byResolution.thenComparing(byComponent);
        };
        return first.thenComparingInt(Precinct::index);
    }

    private void readByLayer(List<Precinct> precincts, int layers) throws CodecException {
        for (int layer = 0; layer < layers; layer++) {
            for (Precinct precinct : precincts) {
                readPacket(precinct, layer);
            }
        }
    }

    private void readPacket(Precinct precinct, int layer) throws CodecException {
        CodingStyle style = components.get(precinct.component()).style();
        bits.skipMarker(SOP, 6);
        List<CodeBlock.Share> shares = new ArrayList<>();
        if (bits.read() == 1) {
            for (Precinct.Part part : precinct.parts()) {
                for (int i = 0; i < part.blocks().size(); i++) {
                    if (isIncluded(part, i, layer)) {
                        shares.addAll(part.blocks().get(i).readShares(bits, style));
                    }
                }
            }
        }
        bits.align();
        bits.skipMarker(EPH, 2);
        for (CodeBlock.Share share : shares) {
            int start = bits.takeBody(share.bytes());
            share.segment().append(bytes, start, share.bytes());
        }
    }

    private boolean isIncluded(Precinct.Part part, int index, int layer) throws CodecException {
        CodeBlock block = part.blocks().get(index);
        if (block.included()) {
            return bits.read() == 1;
        }
        if (!part.inclusion().isBelow(index, layer + 1, bits)) {
            return false;
        }
        int planes = 0;
        while (!part.zeroPlanes().isBelow(index, planes + 1, bits)) {
            planes++;
            if (planes > MAX_PLANES) {
                throw new CodecException("the JPEG 2000 codestream is damaged: a code-block is out of range");
            }
        }
        block.setZeroPlanes(planes);
        return true;
    }
}
