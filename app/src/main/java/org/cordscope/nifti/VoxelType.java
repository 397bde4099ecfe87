package org.cordscope.nifti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Data types of voxels that are read, by their code in nifti1.h. */
enum VoxelType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4);

    private static final Map<Integer, String> OTHERS = Map.of(
            1, "1-bit",
            32, "complex",
            128, "RGB",
            1024, "64-bit integer",
            1280, "64-bit integer",
            1536, "128-bit float",
            1792, "complex",
            2048, "complex",
            2304, "RGBA");

    final int code;
    final int bytes;

    VoxelType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<VoxelType> of(int code) {
        return Arrays.stream(values()).filter(t -> t.code == code).findFirst();
    }

    /** What a code stands for that is not read. */
    static String describe(int code) {
        return OTHERS.getOrDefault(code, "unknown type " + code);
    }

    double value(ByteBuffer voxels, int offset) {
        return switch (this) {
            case UINT8 -> voxels.get(offset) & 0xff;
            case INT8 -> voxels.get(offset);
            case INT16 -> voxels.getShort(offset);
            case UINT16 -> voxels.getShort(offset) & 0xffff;
            case INT32 -> voxels.getInt(offset);
            case UINT32 -> voxels.getInt(offset) & 0xffffffffL;
            case FLOAT32 -> voxels.getFloat(offset);
            case FLOAT64 -> voxels.getDouble(offset);
        };
    }
}
