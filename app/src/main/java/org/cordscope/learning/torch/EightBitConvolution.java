package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.torch.FoldedConvolution.Images;

/**
 * A folded convolution in whole numbers: filters of eight bits with a step for each, symmetric about 0; images of eight
 * bits with one step. oneDNN's quantised operators. Holds native memory: close it.
 */
final class EightBitConvolution implements TrunkLayer {
    private static final int LARGEST = 127;

    private static final class Operators {
        static final Operator PACK = Operator.named("onednn::qconv_prepack", "");
        static final Operator CONVOLVE = Operator.named("onednn::qconv2d_pointwise", "");
        static final Operator CONVOLVE_AND_ADD = Operator.named("onednn::qconv2d_pointwise", "binary");
    }

    private final List<Pointer> owned = new ArrayList<>();
    private final IValue weight;
    private final IValue weightSteps;
    private final IValue weightZeros;
    private final IValue bias;
    private final IValue stride;
    private final IValue padding;
    private final IValue dilation = own(Operator.integers(1, 1));
    private final IValue one = own(new IValue(1L));
    private final IValue unit = own(new IValue(1.0));
    private final IValue inStep;
    private final IValue inZero;
    private final IValue besideStep;
    private final IValue besideZero;
    private final IValue outStep;
    private final IValue outZero;
    private final IValue bytes = own(new IValue((long) ScalarType.Byte.value));
    private final IValue relu = own(new IValue("relu"));
    private final IValue none = own(new IValue("none"));
    private final IValue sum = own(new IValue("sum"));
    private final IValue noNumbers = own(Operator.noNumbers());
    private final IValue noAlgorithm = own(new IValue(""));

    EightBitConvolution(ResNetPlan.Convolution c, FoldedFilters folded, EightBitSteps.Of steps, Images expected) {
        int perFilter = folded.filters().length / c.out();
        float[] numbers = new float[folded.filters().length];
        float[] filterSteps = new float[c.out()];
        for (int o = 0; o < c.out(); o++) {
            filterSteps[o] = step(folded.filters(), o * perFilter, perFilter);
            for (int i = o * perFilter; i < (o + 1) * perFilter; i++) {
                numbers[i] = (float) Math.rint(folded.filters()[i] / filterSteps[o]);
            }
        }
        this.stride = own(Operator.integers(c.stride(), c.stride()));
        this.padding = own(Operator.integers(c.padding(), c.padding()));
        this.inStep = own(new IValue(steps.in().step()));
        this.inZero = own(new IValue((long) steps.in().zero()));
        this.besideStep = own(new IValue(steps.beside().step()));
        this.besideZero = own(new IValue((long) steps.beside().zero()));
        this.outStep = own(new IValue(steps.out().step()));
        this.outZero = own(new IValue((long) steps.out().zero()));
        this.weightSteps = own(Tensors.of(filterSteps, c.out()));
        this.weightZeros = own(Tensors.as(ScalarType.Int, torch.zeros(c.out())));
        this.bias = own(Tensors.of(folded.offsets(), c.out()));
        try (Tensor rows =
                        Tensors.as(ScalarType.Char, Tensors.of(numbers, c.out(), folded.in(), c.kernel(), c.kernel()));
                IValue filters = new IValue(rows);
                IValue size = Operator.integers(expected.batch(), folded.in(), expected.side(), expected.side())) {
            this.weight = own(
                    Operators.PACK.call(filters, weightSteps, inStep, inZero, stride, padding, dilation, one, size));
        }
    }

    /** So that the largest of some weights becomes {@value #LARGEST}; weights that are all 0 stay so. */
    private static float step(float[] filters, int from, int count) {
        float largest = 0;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, Math.abs(filters[i]));
        }
        return largest == 0 ? 1 : largest / LARGEST;
    }

    private IValue own(IValue value) {
        owned.add(value);
        return value;
    }

    private IValue own(Tensor tensor) {
        owned.add(tensor);
        return own(new IValue(tensor));
    }

    @Override
    public Tensor apply(Tensor x, boolean rectify) {
        try (IValue input = new IValue(x)) {
            return Operators.CONVOLVE.call(
                    input,
                    inStep,
                    inZero,
                    weight,
                    weightSteps,
                    weightZeros,
                    bias,
                    stride,
                    padding,
                    dilation,
                    one,
                    outStep,
                    outZero,
                    bytes,
                    rectify ? relu : none,
                    noNumbers,
                    noAlgorithm);
        }
    }

    @Override
    public void addTo(Tensor into, Tensor x) {
        try (IValue input = new IValue(x);
                IValue beside = new IValue(into)) {
            Operators.CONVOLVE_AND_ADD
                    .call(
                            input,
                            inStep,
                            inZero,
                            weight,
                            weightSteps,
                            weightZeros,
                            beside,
                            bias,
                            stride,
                            padding,
                            dilation,
                            one,
                            outStep,
                            outZero,
                            bytes,
                            besideStep,
                            besideZero,
                            sum,
                            unit,
                            relu,
                            noNumbers,
                            noAlgorithm)
                    .close();
        }
    }

    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            owned.get(i).close();
        }
    }
}
