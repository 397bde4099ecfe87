package org.cordscope.learning.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One named array of numbers.
 *
 * @param shape sizes, outermost first; empty for a single number
 * @param bytes the elements, row-major, little-endian; read through a duplicate, never moved
 */
public record Weight(ElementType type, List<Long> shape, ByteBuffer bytes) {

    public Weight {
        shape = List.copyOf(shape);
        if (bytes.remaining() != byteLength(type, shape)) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes do not fit " + type + " " + shape);
        }
    }

    /** Float32 numbers of the given shape. */
    public static Weight of(float[] values, List<Long> shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Weight(ElementType.F32, shape, bytes);
    }

    /** Bytes that an array takes; an error when the sizes are negative or their product overflows. */
    static long byteLength(ElementType type, List<Long> shape) {
        long length = type.bytes();
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + shape);
            }
            length = Math.multiplyExact(length, size);
        }
        return length;
    }

    /** The elements as float32; integers and float64 are rounded. */
    public float[] floats() {
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] out = new float[in.remaining() / type.bytes()];
        if (type == ElementType.F32) {
            in.asFloatBuffer().get(out);
            return out;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = next(in);
        }
        return out;
    }

    private float next(ByteBuffer in) {
        return switch (type) {
            case F64 -> (float) in.getDouble();
            case F32 -> in.getFloat();
            case F16 -> halfToFloat(in.getShort());
            case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
            case I64 -> in.getLong();
            case I32 -> in.getInt();
            case I16 -> in.getShort();
            case I8 -> in.get();
            case U8, BOOL -> in.get() & 0xff;
        };
    }

    /** IEEE 754 binary16 to binary32 (JDK 20 has this as {@code Float.float16ToFloat}). */
    private static float halfToFloat(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> (fraction + 0x400) * (float) Math.scalb(1.0, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
