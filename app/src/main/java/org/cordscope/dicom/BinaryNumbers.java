package org.cordscope.dicom;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in little-endian bytes, as this package keeps all values in memory, and the turning of big-endian ones. */
final class BinaryNumbers {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private BinaryNumbers() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    static int unsignedShort(byte[] bytes, int offset) {
        return (short) SHORT.get(bytes, offset) & 0xffff;
    }

    static int integer(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static long longInteger(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static int count(Vr vr, int length) {
        return length / valueBytes(vr);
    }

    private static int valueBytes(Vr vr) {
        return vr == Vr.AT ? 4 : vr.wordBytes();
    }

    /** The value at {@code index} as an integer; floating-point values are cut. */
    static long integer(Vr vr, byte[] bytes, int offset, int index) {
        int at = offset + index * valueBytes(vr);
        return switch (vr) {
            case US -> unsignedShort(bytes, at);
            case SS -> (short) unsignedShort(bytes, at);
            case UL -> integer(bytes, at) & 0xffffffffL;
            case SL -> integer(bytes, at);
            case AT -> (long) unsignedShort(bytes, at) << 16 | unsignedShort(bytes, at + 2);
            case SV, UV -> longInteger(bytes, at);
            default -> (long) decimal(vr, bytes, offset, index);
        };
    }

    static double decimal(Vr vr, byte[] bytes, int offset, int index) {
        int at = offset + index * valueBytes(vr);
        return switch (vr) {
            case FL -> Float.intBitsToFloat(integer(bytes, at));
            case FD -> Double.longBitsToDouble(longInteger(bytes, at));
            case UV -> unsigned(longInteger(bytes, at));
            default -> integer(vr, bytes, offset, index);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** The value at {@code index} as text: numbers as Java prints them, AT as {@code (gggg,eeee)}. */
    static String text(Vr vr, byte[] bytes, int offset, int index) {
        return switch (vr) {
            case FL -> Float.toString((float) decimal(vr, bytes, offset, index));
            case FD -> Double.toString(decimal(vr, bytes, offset, index));
            case AT -> Tag.display((int) integer(vr, bytes, offset, index));
            case UV -> Long.toUnsignedString(integer(vr, bytes, offset, index));
            default -> Long.toString(integer(vr, bytes, offset, index));
        };
    }

    /** @throws IllegalArgumentException where a value does not fit the representation */
    static byte[] encode(Vr vr, int... values) {
        byte[] bytes = new byte[values.length * valueBytes(vr)];
        for (int i = 0; i < values.length; i++) {
            int at = i * valueBytes(vr);
            switch (vr) {
                case US -> SHORT.set(bytes, at, (short) inRange(values[i], 0, 0xffff));
                case SS -> SHORT.set(bytes, at, (short) inRange(values[i], Short.MIN_VALUE, Short.MAX_VALUE));
                case UL -> INT.set(bytes, at, inRange(values[i], 0, Integer.MAX_VALUE));
                case SL -> INT.set(bytes, at, values[i]);
                case UV -> LONG.set(bytes, at, (long) inRange(values[i], 0, Integer.MAX_VALUE));
                case SV -> LONG.set(bytes, at, (long) values[i]);
                case AT -> {
                    SHORT.set(bytes, at, (short) (values[i] >>> 16));
                    SHORT.set(bytes, at + 2, (short) values[i]);
                }
                default -> throw new IllegalArgumentException("not a representation of binary integers: " + vr);
            }
        }
        return bytes;
    }

    static byte[] encode(Vr vr, double... values) {
        byte[] bytes = new byte[values.length * valueBytes(vr)];
        for (int i = 0; i < values.length; i++) {
            switch (vr) {
                case FL -> INT.set(bytes, i * 4, Float.floatToRawIntBits((float) values[i]));
                case FD -> LONG.set(bytes, i * 8, Double.doubleToRawLongBits(values[i]));
                default -> throw new IllegalArgumentException("not a representation of binary decimals: " + vr);
            }
        }
        return bytes;
    }

    private static int inRange(int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(value + " is outside " + low + " to " + high);
        }
        return value;
    }

    /** Turns whole words of {@code wordBytes} in place; an incomplete one at the end stays. */
    static void swap(byte[] bytes, int offset, int length, int wordBytes) {
        for (int word = offset; word + wordBytes <= offset + length; word += wordBytes) {
            for (int a = word, b = word + wordBytes - 1; a < b; a++, b--) {
                byte held = bytes[a];
                bytes[a] = bytes[b];
                bytes[b] = held;
            }
        }
    }
}
