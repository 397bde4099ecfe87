package org.cordscope.learning.torch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cordscope.learning.Precision;
import org.cordscope.learning.weights.Weight;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with its batch normalisation folded in. Uses oneDNN's fused operators on a processor where this build of
 * libtorch has them, plain ones otherwise. Holds native memory: close it.
 */
final class FoldedConvolution implements TrunkLayer {
    private final long stride;
    private final Tensor weight;
    private final Tensor bias;
    private final TensorOptional biasOption;
    private final @Nullable Fused fused;

    /**
     * Input for which the filters are packed: another size is computed just as well, but repacks the filters every time.
     *
     * @param batch images per pass
     * @param side rows and columns
     */
    record Images(int batch, int side) {
        /** What comes out of a layer with this stride. */
        Images after(int stride) {
            return new Images(batch, (side + stride - 1) / stride);
        }
    }

    /** The fused operators and the arguments that never change. */
    private record Fused(
            Operator convolve,
            Operator convolveAndAdd,
            IValue weight,
            IValue bias,
            IValue padding,
            IValue stride,
            IValue dilation,
            IValue groups,
            IValue relu,
            IValue none,
            IValue add,
            IValue absent,
            IValue noNumbers) {

        void close() {
            List.of(weight, bias, padding, stride, dilation, groups, relu, none, add, absent, noNumbers)
                    .forEach(IValue::close);
        }
    }

    FoldedConvolution(ResNetPlan.Convolution c, FoldedFilters folded, Precision precision, Images expected) {
        this.stride = c.stride();
        Tensor rows = Tensors.as(
                Tensors.type(precision),
                Tensors.channelsLast(Tensors.of(folded.filters(), c.out(), folded.in(), c.kernel(), c.kernel())));
        this.bias = Tensors.as(Tensors.type(precision), Tensors.of(folded.offsets(), c.out()));
        this.biasOption = new TensorOptional(bias);
        Optional<Operator> convolve = Operator.find("mkldnn::_convolution_pointwise", "");
        Optional<Operator> add = Operator.find("mkldnn::_convolution_pointwise_", "binary");
        Optional<Operator> pack = Operator.find("mkldnn::_reorder_convolution_weight", "");
        boolean plain = Libtorch.onCuda() || Convolutions.areProducts(c.kernel());
        if (!plain && convolve.isPresent() && add.isPresent() && pack.isPresent()) {
            try (IValue step = Operator.integers(stride, stride);
                    IValue pad = Operator.integers(c.padding(), c.padding())) {
                this.weight = packed(rows, pack.get(), step, pad, folded.in(), expected);
                this.fused = fused(convolve.get(), add.get(), step, pad);
            }
        } else {
            this.weight = rows;
            this.fused = null;
        }
    }

    private static Tensor packed(Tensor rows, Operator pack, IValue step, IValue pad, int in, Images expected) {
        try (rows;
                IValue filters = new IValue(rows);
                IValue dilation = Operator.integers(1, 1);
                IValue groups = new IValue(1L);
                IValue size = Operator.integers(expected.batch(), in, expected.side(), expected.side())) {
            return pack.call(filters, pad, step, dilation, groups, size);
        }
    }

    private Fused fused(Operator convolve, Operator add, IValue step, IValue pad) {
        return new Fused(
                convolve,
                add,
                new IValue(weight),
                new IValue(bias),
                new IValue(pad),
                new IValue(step),
                Operator.integers(1, 1),
                new IValue(1L),
                new IValue("relu"),
                new IValue("none"),
                new IValue("add"),
                new IValue(),
                Operator.noNumbers());
    }

    static FoldedConvolution of(
            ResNetPlan.Convolution c, Map<String, Weight> weights, Precision precision, Images expected) {
        return new FoldedConvolution(c, FoldedFilters.of(c, weights), precision, expected);
    }

    @Override
    public Tensor apply(Tensor x, boolean rectify) {
        if (fused == null) {
            Tensor y = Convolutions.convolve(x, weight, biasOption, stride);
            if (rectify) {
                torch.relu_(y);
            }
            return y;
        }
        Fused f = fused;
        try (IValue input = new IValue(x)) {
            return f.convolve()
                    .call(
                            input,
                            f.weight(),
                            f.bias(),
                            f.padding(),
                            f.stride(),
                            f.dilation(),
                            f.groups(),
                            rectify ? f.relu() : f.none(),
                            f.noNumbers(),
                            f.absent());
        }
    }

    @Override
    public void addTo(Tensor sum, Tensor x) {
        if (fused == null) {
            try (Tensor y = apply(x, false)) {
                sum.add_(y);
            }
            torch.relu_(sum);
            return;
        }
        Fused f = fused;
        try (IValue into = new IValue(sum);
                IValue input = new IValue(x)) {
            f.convolveAndAdd()
                    .run(
                            into,
                            input,
                            f.weight(),
                            f.bias(),
                            f.padding(),
                            f.stride(),
                            f.dilation(),
                            f.groups(),
                            f.add(),
                            f.absent(),
                            f.relu(),
                            f.noNumbers(),
                            f.absent());
        }
    }

    @Override
    public void close() {
        if (fused != null) {
            fused.close();
        }
        biasOption.close();
        bias.close();
        weight.close();
    }
}
