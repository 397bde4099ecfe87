package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where NIfTI-1 and NIfTI-2 keep their fields (nifti1.h, nifti2.h), in either byte order. */
final class NiftiFields {
    private final ByteBuffer bytes;
    private final boolean second;

    /** @throws IllegalArgumentException where the bytes begin neither version */
    NiftiFields(ByteBuffer bytes) {
        int word = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        boolean little = word == NiftiHeader.BYTES_1 || word == NiftiHeader.BYTES_2;
        this.bytes = bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.second = this.bytes.getInt(0) == NiftiHeader.BYTES_2;
        if (!second && this.bytes.getInt(0) != NiftiHeader.BYTES_1) {
            throw new IllegalArgumentException("not NIfTI: its header has another size");
        }
    }

    ByteOrder order() {
        return bytes.order();
    }

    int headerBytes() {
        return second ? NiftiHeader.BYTES_2 : NiftiHeader.BYTES_1;
    }

    String magic() {
        byte[] magic = new byte[3];
        bytes.get(second ? 4 : 344, magic);
        return new String(magic, StandardCharsets.ISO_8859_1);
    }

    long dim(int i) {
        return second ? bytes.getLong(16 + 8 * i) : bytes.getShort(40 + 2 * i);
    }

    int dataType() {
        return bytes.getShort(second ? 12 : 70);
    }

    double pixdim(int i) {
        return real(76 + 4 * i, 104 + 8 * i);
    }

    double voxelOffset() {
        return second ? bytes.getLong(168) : bytes.getFloat(108);
    }

    double slope() {
        return real(112, 176);
    }

    double intercept() {
        return real(116, 184);
    }

    int units() {
        return second ? bytes.getInt(500) : bytes.get(123);
    }

    int intent() {
        return integer(68, 504);
    }

    int qformCode() {
        return integer(252, 344);
    }

    int sformCode() {
        return integer(254, 348);
    }

    /** Quaternion b, c, d, then the three offsets. */
    double quaternion(int i) {
        return real(256 + 4 * i, 352 + 8 * i);
    }

    double sform(int row, int column) {
        return real(280 + 16 * row + 4 * column, 400 + 32 * row + 8 * column);
    }

    private double real(int offset1, int offset2) {
        return second ? bytes.getDouble(offset2) : bytes.getFloat(offset1);
    }

    private int integer(int offset1, int offset2) {
        return second ? bytes.getInt(offset2) : bytes.getShort(offset1);
    }
}
