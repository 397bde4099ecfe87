package org.cordscope.learning.torch;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.Precision;
import org.cordscope.learning.weights.Weight;

/** Between Java arrays and native tensors. Every tensor returned is the caller's to close. */
final class Tensors {
    private static final int WHITE = 255;

    private Tensors() {}

    static ScalarType type(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> ScalarType.Float;
            case BFLOAT16 -> ScalarType.BFloat16;
            case INT8 -> throw new IllegalArgumentException("int8 is for prediction with a quantised model");
        };
    }

    /** A copy of {@code values} as float32, where the library computes. */
    static Tensor of(float[] values, long... shape) {
        Tensor tensor = torch.empty(shape);
        try (FloatPointer data = tensor.data_ptr_float()) {
            data.put(values);
        }
        if (!Libtorch.onCuda()) {
            return tensor;
        }
        try (tensor) {
            return tensor.cuda();
        }
    }

    /** A copy as float32, with channels innermost where it is a filter. */
    static Tensor of(Weight weight) {
        long[] shape = weight.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor rows = of(weight.floats(), shape);
        return shape.length == 4 ? channelsLast(rows) : rows;
    }

    /** A copy in Java memory. */
    static Weight weight(Tensor tensor) {
        return Weight.of(toArray(tensor), Arrays.stream(tensor.shape()).boxed().toList());
    }

    /** All elements as float32, row by row. */
    static float[] toArray(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        try (Tensor single = tensor.to(ScalarType.Float);
                Tensor here = single.cpu();
                Tensor rows = here.contiguous();
                FloatPointer data = rows.data_ptr_float()) {
            data.get(values);
        }
        return values;
    }

    /** The tensor with channels innermost in memory, as the fast kernels want images and filters; closes the given one. */
    static Tensor channelsLast(Tensor tensor) {
        try (tensor) {
            return tensor.contiguous(MemoryFormat.ChannelsLast);
        }
    }

    /** The tensor in another number format, shared when it has that format already; closes the given one. */
    static Tensor as(ScalarType type, Tensor tensor) {
        try (tensor) {
            return tensor.to(type);
        }
    }

    /** Images of one plane as one batch {@code [n, 1, size, size]}. */
    static Tensor images(float[] grey, int size, Precision precision) {
        return images(grey, 1, size, precision);
    }

    /**
     * Images, or feature maps, as one batch {@code [n, planes, size, size]} with channels innermost. The stride of a single
     * channel says so too: otherwise what follows the first convolution is laid out plainly and slow.
     *
     * @param values plane after plane, image after image
     */
    static Tensor images(float[] values, int planes, int size, Precision precision) {
        return images(values, planes, size, type(precision));
    }

    /** Images with grey values 0..1 as whole numbers 0 to 255, laid out likewise. */
    static Tensor bytes(float[] grey, int planes, int size) {
        float[] numbers = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            numbers[i] = Math.min(WHITE, Math.max(0, Math.round(WHITE * grey[i])));
        }
        return images(numbers, planes, size, ScalarType.Byte);
    }

    private static Tensor images(float[] values, int planes, int size, ScalarType type) {
        long area = (long) size * size;
        long n = values.length / (planes * area);
        if (planes > 1) {
            return channelsLast(as(type, of(values, n, planes, size, size)));
        }
        try (Tensor rows = of(values, n, size, size)) {
            return as(type, rows.as_strided(new long[] {n, 1, size, size}, area, 1, size, 1));
        }
    }
}
