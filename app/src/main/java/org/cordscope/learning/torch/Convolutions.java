package org.cordscope.learning.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions in two dimensions, padded by half of the filter.
 *
 * <p>Filters of 1 x 1 are a matrix product where the processor says nothing of its caches, as in some virtual machines:
 * there oneDNN 3.7.1, the one of libtorch 2.10, ends the process (SIGFPE) over convolutions of 1 x 1 between some numbers of
 * channels and is wrong in float32 between others. Those of ResNet-50 are among both.
 */
final class Convolutions {
    private static final long[] NOT_DILATED = {1, 1};
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private Convolutions() {}

    /** Whether filters of this side are a matrix product on this machine. */
    static boolean areProducts(long side) {
        return side == 1 && Libtorch.cachesUnknown() && !Libtorch.onCuda();
    }

    /**
     * The convolution with gradients; leaves its arguments open.
     *
     * @param x {@code [n, in, rows, columns]}, channels innermost in memory
     * @param weight {@code [out, in, side, side]} of the same number format
     * @param bias one for each filter, or none
     */
    static Tensor convolve(Tensor x, Tensor weight, TensorOptional bias, long stride) {
        long side = weight.size(ROWS);
        if (areProducts(side)) {
            return product(x, weight, bias, stride);
        }
        return torch.conv2d(
                x, weight, bias, new long[] {stride, stride}, new long[] {side / 2, side / 2}, NOT_DILATED, 1);
    }

    /** Filters of 1 x 1, as a matrix product. */
    static Tensor product(Tensor x, Tensor weight, TensorOptional bias, long stride) {
        try (Tensor rows = every(stride, x, ROWS);
                Tensor places = every(stride, rows, COLUMNS);
                Tensor in = places.permute(0, ROWS, COLUMNS, 1);
                Tensor matrix = weight.reshape(weight.size(0), weight.size(1));
                Tensor out = torch.linear(in, matrix, bias)) {
            return out.permute(0, COLUMNS, 1, ROWS);
        }
    }

    private static Tensor every(long stride, Tensor x, int dimension) {
        if (stride == 1) {
            return new Tensor(x);
        }
        try (LongOptional first = new LongOptional(0);
                LongOptional end = new LongOptional(x.size(dimension))) {
            return x.slice(dimension, first, end, stride);
        }
    }
}
