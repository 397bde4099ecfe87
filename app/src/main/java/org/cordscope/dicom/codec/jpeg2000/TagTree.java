package org.cordscope.dicom.codec.jpeg2000;

import java.util.Arrays;
import org.cordscope.dicom.codec.frame.CodecException;

/** Tag tree (T.800 B.10.2): a grid of numbers, told step by step together with the minima of their neighbourhoods. */
final class TagTree {
    private final int[] parent;
    private final int[] low;
    private final int[] value;

    TagTree(int width, int height) {
        int nodes = 0;
        int w = width;
        int h = height;
        while (true) {
            nodes += w * h;
            if (w * h <= 1) {
                break;
            }
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        parent = new int[nodes];
        low = new int[nodes];
        value = new int[nodes];
        Arrays.fill(value, Integer.MAX_VALUE);
        linkParents(width, height);
    }

    private void linkParents(int width, int height) {
        int start = 0;
        int w = width;
        int h = height;
        while (w * h > 1) {
            int next = start + w * h;
            for (int i = 0; i < w * h; i++) {
                parent[start + i] = next + i / w / 2 * ((w + 1) / 2) + i % w / 2;
            }
            start = next;
            w = (w + 1) / 2;
            h = (h + 1) / 2;
        }
        if (parent.length > 0) {
            parent[parent.length - 1] = -1;
        }
    }

    /** Reads as many bits as it takes to know whether a leaf's number is below the threshold. */
    boolean isBelow(int leaf, int threshold, PacketBits bits) throws CodecException {
        refine(leaf, threshold, bits);
        return value[leaf] < threshold;
    }

    private int refine(int node, int threshold, PacketBits bits) throws CodecException {
        int known = Math.max(low[node], parent[node] < 0 ? 0 : refine(parent[node], threshold, bits));
        while (known < threshold && known < value[node]) {
            if (bits.read() == 1) {
                value[node] = known;
            } else {
                known++;
            }
        }
        low[node] = known;
        return known;
    }
}
