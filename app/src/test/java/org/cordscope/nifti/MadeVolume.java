package org.cordscope.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A small NIfTI-1 or NIfTI-2 volume, to be changed and written. Voxel i has the value {@code 7 + i}, as the type holds it. */
public final class MadeVolume {
    private final boolean second;
    private final ByteOrder order;
    private final int[] size;
    private final ByteBuffer header;
    private byte[] voxels = new byte[0];
    private int offset;

    private MadeVolume(boolean second, ByteOrder order, int... size) {
        this.second = second;
        this.order = order;
        this.size = size.clone();
        this.offset = second ? 544 : 352;
        this.header = ByteBuffer.allocate(second ? 544 : 352).order(order);
        header.putInt(0, second ? 540 : 348);
        header.put(second ? 4 : 344, (second ? "n+2\0\r\n\032\n" : "n+1\0").getBytes(StandardCharsets.ISO_8859_1));
        dim(0, 3);
        for (int i = 0; i < 3; i++) {
            dim(i + 1, size[i]);
        }
        byte units = 2;
        if (second) {
            header.putInt(500, units).putLong(168, offset);
        } else {
            header.put(123, units).putFloat(108, offset);
        }
        sform(new double[][] {{-0.5, 0, 0, 10}, {0, 0.5, 0, -20}, {0, 0, 3, -30}});
        type(4);
    }

    public static MadeVolume of(int... size) {
        return new MadeVolume(false, ByteOrder.LITTLE_ENDIAN, size);
    }

    static MadeVolume of(boolean second, ByteOrder order, int... size) {
        return new MadeVolume(second, order, size);
    }

    MadeVolume dim(int i, long value) {
        if (second) {
            header.putLong(16 + 8 * i, value);
        } else {
            header.putShort(40 + 2 * i, (short) value);
        }
        return this;
    }

    /** Rows of x to the right, y to the front, z to the head. */
    MadeVolume sform(double[][] rows) {
        for (int i = 0; i < 12; i++) {
            real(280 + 4 * i, 400 + 8 * i, rows[i / 4][i % 4]);
        }
        return code(254, 348, 1);
    }

    MadeVolume noSform() {
        return code(254, 348, 0);
    }

    MadeVolume qform(double[] quaternion, double[] offsets, double... pixdim) {
        for (int i = 0; i < 3; i++) {
            real(256 + 4 * i, 352 + 8 * i, quaternion[i]);
            real(268 + 4 * i, 376 + 8 * i, offsets[i]);
        }
        for (int i = 0; i < pixdim.length; i++) {
            real(76 + 4 * i, 104 + 8 * i, pixdim[i]);
        }
        return code(252, 344, 1);
    }

    MadeVolume scaled(double slope, double intercept) {
        real(112, 176, slope);
        real(116, 184, intercept);
        return this;
    }

    MadeVolume units(int code) {
        header.put(second ? 500 : 123, (byte) code);
        return this;
    }

    MadeVolume intent(int code) {
        return code(68, 504, code);
    }

    /** Fills the volume with voxels of a type. */
    public MadeVolume type(int code) {
        header.putShort(second ? 12 : 70, (short) code);
        VoxelType type = VoxelType.of(code).orElse(VoxelType.UINT8);
        int count = size[0] * size[1] * size[2];
        ByteBuffer values = ByteBuffer.allocate(count * type.bytes).order(order);
        for (int i = 0; i < count; i++) {
            switch (type) {
                case UINT8, INT8 -> values.put((byte) (7 + i));
                case INT16, UINT16 -> values.putShort((short) (7 + i));
                case INT32, UINT32 -> values.putInt(7 + i);
                case FLOAT32 -> values.putFloat(7 + i);
                case FLOAT64 -> values.putDouble(7 + i);
            }
        }
        voxels = values.array();
        return this;
    }

    /** Replaces one voxel of 32-bit float. */
    MadeVolume voxel(int index, float value) {
        ByteBuffer.wrap(voxels).order(order).putFloat(4 * index, value);
        return this;
    }

    MadeVolume labels(int count) {
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (i % count);
        }
        return this;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(offset + voxels.length)
                .put(header.array())
                .put(voxels)
                .array();
    }

    byte[] headerOfPair() {
        byte[] bytes = header.array().clone();
        System.arraycopy("ni1\0".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 344, 4);
        ByteBuffer.wrap(bytes).order(order).putFloat(108, 0);
        return bytes;
    }

    byte[] voxels() {
        return voxels.clone();
    }

    public Path write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, file.toString().endsWith(".gz") ? gzip(bytes()) : bytes());
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private MadeVolume code(int at1, int at2, int code) {
        if (second) {
            header.putInt(at2, code);
        } else {
            header.putShort(at1, (short) code);
        }
        return this;
    }

    private void real(int at1, int at2, double value) {
        if (second) {
            header.putDouble(at2, value);
        } else {
            header.putFloat(at1, (float) value);
        }
    }
}
