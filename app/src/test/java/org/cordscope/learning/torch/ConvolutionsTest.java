package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.torch.FoldedConvolution.Images;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each convolution of the networks, on the machine that runs this, beside the same in float64, which oneDNN has no part in. */
class ConvolutionsTest {
    private static final int BATCH = 2;
    private static final int SIDE = 128;
    private static final int PLANES = 3;
    private static final int OF_IMAGES = 1;

    private record Place(int in, int out, int kernel, int stride, int side) {
        ResNetPlan.Convolution convolution() {
            return new ResNetPlan.Convolution("c", "n", in, out, kernel, stride);
        }
    }

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "resnet50"})
    void all_of_a_network_are_right_forward_and_backward(String trunk) {
        check(places(ResNetPlan.of(new Network(trunk, false, List.of(8), 0.3))));
    }

    @Test
    void all_of_the_model_that_ships_are_right_forward_and_backward() {
        Set<Place> places = new LinkedHashSet<>();
        for (PyramidPlan plan : List.of(PyramidPlan.finder(3), PyramidPlan.judge(0, 4))) {
            plan.convolutions().forEach(c -> add(places, c, 24));
        }
        check(places);
    }

    private static void check(Set<Place> places) {
        for (Place place : places) {
            List<float[]> exact = computed(place, ScalarType.Double);
            near(exact, computed(place, ScalarType.Float), 1e-4, place);
            List<float[]> brief = computed(place, ScalarType.BFloat16);
            if (place.in() <= PLANES) { // nothing asks for the gradient of a picture in bfloat16
                brief.set(OF_IMAGES, exact.get(OF_IMAGES));
            }
            near(exact, brief, 0.01, place);
            near(exact.subList(0, 1), List.of(folded(place, Precision.FLOAT32)), 1e-4, place);
            near(exact.subList(0, 1), List.of(folded(place, Precision.BFLOAT16)), 0.01, place);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 6", "1, 7", "2, 6", "2, 7", "2, 1"})
    void filters_of_one_pixel_are_a_matrix_product(int stride, int side) {
        try (Tensor x = Tensors.images(random(BATCH * 5 * side * side, 1), 5, side, Precision.FLOAT32);
                Tensor weight = Tensors.of(random(3 * 5, 2), 3, 5, 1, 1);
                Tensor offsets = Tensors.of(random(3, 3), 3);
                TensorOptional bias = new TensorOptional(offsets);
                Tensor expected = torch.conv2d(
                        x, weight, bias, new long[] {stride, stride}, new long[] {0, 0}, new long[] {1, 1}, 1);
                Tensor found = Convolutions.product(x, weight, bias, stride)) {
            assertArrayEquals(expected.shape(), found.shape());
            assertArrayEquals(Tensors.toArray(expected), Tensors.toArray(found), 1e-5f);
        }
    }

    private static Set<Place> places(ResNetPlan plan) {
        Set<Place> places = new LinkedHashSet<>();
        int side = add(places, plan.stem(), SIDE);
        side = (side + 1) / 2;
        for (ResNetPlan.Block block : plan.blocks()) {
            if (block.shortcut() != null) {
                add(places, block.shortcut(), side);
            }
            for (ResNetPlan.Convolution c : block.path()) {
                side = add(places, c, side);
            }
        }
        return places;
    }

    private static int add(Set<Place> places, ResNetPlan.Convolution c, int side) {
        places.add(new Place(c.in(), c.out(), c.kernel(), c.stride(), side));
        return (side + c.stride() - 1) / c.stride();
    }

    /** Output and the gradients of images and filters. */
    private static List<float[]> computed(Place p, ScalarType type) {
        List<float[]> seen = new ArrayList<>();
        try (TensorOptional none = new TensorOptional();
                Tensor images = Tensors.images(images(p), p.in(), p.side(), Precision.FLOAT32);
                Tensor filters = Tensors.channelsLast(Tensors.of(filters(p), p.out(), p.in(), p.kernel(), p.kernel()));
                Tensor x = Tensors.as(type, images.clone());
                Tensor weight = Tensors.as(type, filters.clone())) {
            x.set_requires_grad(true);
            weight.set_requires_grad(true);
            try (Tensor y = Convolutions.convolve(x, weight, none, p.stride());
                    Tensor slopes =
                            Tensors.as(type, Tensors.channelsLast(Tensors.of(random((int) y.numel(), 3), y.shape())));
                    Tensor weighted = y.mul(slopes);
                    Tensor loss = weighted.sum()) {
                loss.backward();
                seen.add(Tensors.toArray(y));
            }
            try (Tensor ofImages = x.grad();
                    Tensor ofFilters = weight.grad()) {
                seen.add(Tensors.toArray(ofImages));
                seen.add(Tensors.toArray(ofFilters));
            }
        }
        return seen;
    }

    private static float[] folded(Place p, Precision precision) {
        FoldedFilters filters = new FoldedFilters(p.in(), filters(p), new float[p.out()]);
        try (FoldedConvolution layer =
                        new FoldedConvolution(p.convolution(), filters, precision, new Images(BATCH, p.side()));
                Tensor x = Tensors.images(images(p), p.in(), p.side(), precision);
                Tensor y = layer.apply(x, false)) {
            return Tensors.toArray(y);
        }
    }

    private static float[] images(Place p) {
        return random(BATCH * p.in() * p.side() * p.side(), 1);
    }

    private static float[] filters(Place p) {
        return random(p.out() * p.in() * p.kernel() * p.kernel(), 2);
    }

    private static void near(List<float[]> expected, List<float[]> found, double share, Place place) {
        for (int k = 0; k < expected.size(); k++) {
            assertEquals(expected.get(k).length, found.get(k).length);
            double apart = apart(expected.get(k), found.get(k));
            assertTrue(apart < share, place + ", result " + k + ": " + apart);
        }
    }

    /** Length of the difference, as a share of the length of the first. */
    private static double apart(float[] first, float[] second) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < first.length; i++) {
            difference += Math.pow(first[i] - second[i], 2);
            length += Math.pow(first[i], 2);
        }
        return Math.sqrt(difference / length);
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }
}
