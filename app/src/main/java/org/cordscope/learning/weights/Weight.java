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

    /** The numbers rounded to float16, the even one where two are as near; beyond its range infinite. */
    public static Weight half(float[] values, List<Long> shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(floatToHalf(value));
        }
        return new Weight(ElementType.F16, shape, bytes.flip());
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

    /** Whether every element is a number. */
    boolean isFinite() {
        for (float value : floats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
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

    /** IEEE 754 binary32 to binary16 (JDK 20 has this as {@code Float.floatToFloat16}). */
    private static short floatToHalf(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        int exponent = Math.max(-14, Math.getExponent(magnitude));
        int steps = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent)); // of the last place
        // a rounded-up fraction of 2048 carries into the exponent by itself
        return (short) (sign | (steps < 0x400 ? steps : ((exponent + 15) << 10) + steps - 0x400));
    }
}
