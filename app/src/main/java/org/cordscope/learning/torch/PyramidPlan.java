package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.torch.ResNetPlan.Block;
import org.cordscope.learning.torch.ResNetPlan.Convolution;
import org.cordscope.learning.torch.ResNetPlan.Dense;

/**
 * A small residual network whose maps of all sizes meet again in a pyramid (Lin et al., "Feature pyramid networks for object
 * detection", CVPR 2017), at half the size of the picture: from there it answers for each place, and from the coarsest map for
 * the whole.
 *
 * @param stages blocks of each stage; the first at half the size of the picture, each further one at half of that
 * @param lateral convolutions that bring each stage's map into the pyramid, finest first
 * @param smooth the convolution after the pyramid's finest map
 * @param places answers for each place of the finest map; {@code enlarge} squared of them lie within one place, side by side
 * @param dense layers that answer for the whole
 * @param attentive whether the pyramid's finest map, looked at where the canal is believed to be, is told to the dense layers
 */
record PyramidPlan(
        Convolution stem,
        List<List<Block>> stages,
        List<Convolution> lateral,
        Convolution smooth,
        Places places,
        int enlarge,
        List<Dense> dense,
        boolean attentive) {

    /** A convolution of 1 x 1 with bias and without normalisation. */
    record Places(String name, int in, int out) {}

    /** Finds the canal in one plane: a map of belief, and one logit for each view. */
    static PyramidPlan finder(int views) {
        return of("finder.", 1, new int[] {16, 32, 64, 96}, new int[] {1, 1, 2, 2}, 32, 1, 1, 64, views, false);
    }

    /** Judges three planes: outside, fluid and cord for each pixel, and one logit for each finding. */
    static PyramidPlan judge(int number, int findings) {
        return of(
                "judge" + number + ".",
                3,
                new int[] {16, 32, 64, 128},
                new int[] {1, 2, 2, 2},
                32,
                3,
                2,
                64,
                findings,
                true);
    }

    private static PyramidPlan of(
            String prefix,
            int planes,
            int[] widths,
            int[] depths,
            int pyramid,
            int answers,
            int enlarge,
            int hidden,
            int outputs,
            boolean attentive) {
        List<List<Block>> stages = new ArrayList<>();
        List<Convolution> lateral = new ArrayList<>();
        int in = widths[0];
        for (int stage = 0; stage < widths.length; stage++) {
            List<Block> blocks = new ArrayList<>();
            for (int index = 0; index < depths[stage]; index++) {
                blocks.add(block(
                        prefix + "stage" + stage + "." + index + ".", in, widths[stage], stage > 0 && index == 0));
                in = widths[stage];
            }
            stages.add(List.copyOf(blocks));
            lateral.add(convolution(prefix + "lateral" + stage, in, pyramid, 1, 1));
        }
        int features = in + (attentive ? pyramid : 0);
        return new PyramidPlan(
                convolution(prefix + "stem", planes, widths[0], 3, 2),
                List.copyOf(stages),
                List.copyOf(lateral),
                convolution(prefix + "smooth", pyramid, pyramid, 3, 1),
                new Places(prefix + "places", pyramid, answers * enlarge * enlarge),
                enlarge,
                List.of(new Dense(prefix + "dense0", features, hidden), new Dense(prefix + "dense1", hidden, outputs)),
                attentive);
    }

    private static Block block(String prefix, int in, int out, boolean halving) {
        int stride = halving ? 2 : 1;
        return new Block(
                List.of(
                        convolution(prefix + "conv1", in, out, 3, stride),
                        convolution(prefix + "conv2", out, out, 3, 1)),
                in == out && !halving ? null : convolution(prefix + "beside", in, out, 1, stride));
    }

    private static Convolution convolution(String name, int in, int out, int kernel, int stride) {
        return new Convolution(name, name + ".norm", in, out, kernel, stride);
    }

    List<Convolution> convolutions() {
        List<Convolution> all = new ArrayList<>(List.of(stem));
        for (List<Block> blocks : stages) {
            for (Block block : blocks) {
                all.addAll(block.path());
                if (block.shortcut() != null) {
                    all.add(block.shortcut());
                }
            }
        }
        all.addAll(lateral);
        all.add(smooth);
        return all;
    }

    /** Every array of the network by name. */
    Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (Convolution c : convolutions()) {
            long out = c.out();
            shapes.put(c.name() + ".weight", List.of(out, (long) c.in(), (long) c.kernel(), (long) c.kernel()));
            for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
                shapes.put(c.norm() + part, List.of(out));
            }
        }
        shapes.put(places.name() + ".weight", List.of((long) places.out(), (long) places.in(), 1L, 1L));
        shapes.put(places.name() + ".bias", List.of((long) places.out()));
        for (Dense d : dense) {
            shapes.put(d.name() + ".weight", List.of((long) d.out(), (long) d.in()));
            shapes.put(d.name() + ".bias", List.of((long) d.out()));
        }
        return shapes;
    }
}
