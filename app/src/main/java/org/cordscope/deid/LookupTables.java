package org.cordscope.deid;

import java.util.Arrays;
import org.cordscope.dicom.DataSet;

/** Look-up tables of grey values, which may stay where they can be nothing else; and palettes, which never do. */
final class LookupTables {
    /** LUT Data. */
    static final int DATA = 0x00283006;

    private static final int DESCRIPTOR = 0x00283002;
    private static final int FEWEST_ENTRIES = 16;
    private static final int MOST_ENTRIES = 65536;

    private LookupTables() {}

    /** True for descriptors and data of palettes (0028,1101) to (0028,1224), which images in grey do not need. */
    static boolean isPalette(int tag) {
        return tag >= 0x00281101 && tag <= 0x00281224;
    }

    /** True where a table has as many entries as it says, each not less than the one before or each not more: no text has. */
    static boolean isPlain(DataSet item) {
        double[] descriptor = item.decimals(DESCRIPTOR);
        byte[] bytes = item.bytes(DATA);
        if (descriptor.length != 3) {
            return false;
        }
        int count = descriptor[0] == 0 ? MOST_ENTRIES : (int) descriptor[0] & 0xffff;
        boolean wide = bytes.length == 2 * count;
        if (count < FEWEST_ENTRIES || !(wide || bytes.length == count + count % 2)) {
            return false;
        }
        int[] entries = new int[count];
        Arrays.setAll(entries, i -> wide ? (bytes[2 * i] & 0xff) | ((bytes[2 * i + 1] & 0xff) << 8) : bytes[i] & 0xff);
        return isOrdered(entries, 1) || isOrdered(entries, -1);
    }

    private static boolean isOrdered(int[] entries, int sign) {
        for (int i = 1; i < entries.length; i++) {
            if (sign * entries[i] < sign * entries[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
