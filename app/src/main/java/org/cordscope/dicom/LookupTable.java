package org.cordscope.dicom;

import org.cordscope.dicom.codec.frame.CodecException;

/**
 * A look-up table of PS3.3 C.11.1.1 or C.7.6.3.1.5.
 *
 * @param first stored value of the first entry; values beyond either end take the nearest entry
 */
@SuppressWarnings("ArrayRecordComponent") // private to one frame's decoding
record LookupTable(int first, int[] entries) {

    /** @param signed whether stored values are signed, which the first value then is too */
    static LookupTable read(DataSet from, int descriptorTag, int dataTag, boolean signed) throws CodecException {
        double[] descriptor = from.decimals(descriptorTag);
        byte[] bytes = from.bytes(dataTag);
        if (descriptor.length != 3) {
            throw new CodecException("a look-up table has no descriptor");
        }
        int count = (int) descriptor[0] & 0xffff;
        count = count == 0 ? 65536 : count;
        boolean narrow = bytes.length < 2 * count;
        if (bytes.length < count) {
            throw new CodecException("a look-up table of " + count + " entries has only " + bytes.length + " bytes");
        }
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = narrow ? bytes[i] & 0xff : (bytes[2 * i] & 0xff) | ((bytes[2 * i + 1] & 0xff) << 8);
        }
        int first = (int) descriptor[1];
        return new LookupTable(signed ? (short) first : first & 0xffff, entries);
    }

    int at(int storedValue) {
        return entries[(int) Math.max(0, Math.min(entries.length - 1L, (long) storedValue - first))];
    }
}
