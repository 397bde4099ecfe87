package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordscope.learning.Channels;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.jspecify.annotations.Nullable;

/**
 * A residual network written out layer by layer, with torchvision's names (He et al., CVPR 2016, table 1).
 *
 * @param channels what the three channels of the stem see
 * @param stem the 7x7 convolution at the start
 * @param blocks residual blocks in order
 * @param head hidden layers and last the logit; named as in {@code Sequential(Linear, ReLU, Dropout, Linear, ...)}
 */
public record ResNetPlan(Channels channels, Convolution stem, List<Block> blocks, List<Dense> head) {

    /**
     * A convolution without bias and the batch normalisation after it.
     *
     * @param name prefix of the convolution's weight
     * @param norm prefix of the normalisation's weight, bias, running_mean and running_var
     */
    public record Convolution(String name, String norm, int in, int out, int kernel, int stride) {
        public int padding() {
            return kernel / 2;
        }
    }

    /** Convolutions in a row, and the one beside them where the shape changes. */
    public record Block(List<Convolution> path, @Nullable Convolution shortcut) {}

    /** A fully connected layer. */
    public record Dense(String name, int in, int out) {}

    public ResNetPlan {
        blocks = List.copyOf(blocks);
        head = List.copyOf(head);
    }

    public static ResNetPlan of(Network network) {
        boolean bottleneck = network.trunk().equals("resnet50");
        int[] depths = network.trunk().equals("resnet18") ? new int[] {2, 2, 2, 2} : new int[] {3, 4, 6, 3};
        List<Block> blocks = new ArrayList<>();
        int in = 64;
        for (int layer = 0; layer < 4; layer++) {
            int width = 64 << layer;
            int out = bottleneck ? 4 * width : width;
            for (int index = 0; index < depths[layer]; index++) {
                int stride = layer > 0 && index == 0 ? 2 : 1;
                String prefix = "layer" + (layer + 1) + "." + index + ".";
                blocks.add(new Block(
                        bottleneck
                                ? bottleneck(prefix, in, width, stride, network.strideInFirst())
                                : basic(prefix, in, width, stride),
                        in == out && stride == 1
                                ? null
                                : new Convolution(
                                        prefix + "downsample.0", prefix + "downsample.1", in, out, 1, stride)));
                in = out;
            }
        }
        return new ResNetPlan(
                network.channels(), new Convolution("conv1", "bn1", 3, 64, 7, 2), blocks, head(network.hidden(), in));
    }

    private static List<Convolution> basic(String prefix, int in, int width, int stride) {
        return List.of(
                new Convolution(prefix + "conv1", prefix + "bn1", in, width, 3, stride),
                new Convolution(prefix + "conv2", prefix + "bn2", width, width, 3, 1));
    }

    private static List<Convolution> bottleneck(String prefix, int in, int width, int stride, boolean strideInFirst) {
        int first = strideInFirst ? stride : 1;
        int second = strideInFirst ? 1 : stride;
        return List.of(
                new Convolution(prefix + "conv1", prefix + "bn1", in, width, 1, first),
                new Convolution(prefix + "conv2", prefix + "bn2", width, width, 3, second),
                new Convolution(prefix + "conv3", prefix + "bn3", width, 4 * width, 1, 1));
    }

    private static List<Dense> head(List<Integer> hidden, int features) {
        List<Dense> head = new ArrayList<>();
        int in = features;
        for (int size : hidden) {
            head.add(new Dense("head." + 3 * head.size(), in, size));
            in = size;
        }
        head.add(new Dense("head." + 3 * head.size(), in, 1));
        return head;
    }

    /** All convolutions, the stem first. */
    List<Convolution> convolutions() {
        List<Convolution> all = new ArrayList<>(List.of(stem));
        for (Block block : blocks) {
            all.addAll(block.path());
            if (block.shortcut() != null) {
                all.add(block.shortcut());
            }
        }
        return all;
    }

    /** Blocks of the first stages. */
    int blocksOf(int stages) {
        return (int) blocks.stream()
                .filter(block -> stage(block.path().get(0).name()) <= stages)
                .count();
    }

    /** 1 to 4 for what belongs to {@code layer1} to {@code layer4}; 0 for the stem. */
    private static int stage(String name) {
        return name.startsWith("layer") ? name.charAt("layer".length()) - '0' : 0;
    }

    /** Names of the tensors that training learns by gradient. */
    Set<String> learned(FineTuning tuning) {
        Set<String> norms = convolutions().stream().map(Convolution::norm).collect(Collectors.toSet());
        return shapes().keySet().stream()
                .filter(ResNetPlan::learned)
                .filter(name -> !tuning.batchNormFrozen() || !norms.contains(name.substring(0, name.lastIndexOf('.'))))
                .filter(name -> name.startsWith("head.") || stage(name) > tuning.frozenStages())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Shape of every tensor by name, in the order in which they are stored. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (Convolution c : convolutions()) {
            shapes.put(
                    c.name() + ".weight", List.of((long) c.out(), (long) c.in(), (long) c.kernel(), (long) c.kernel()));
            for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
                shapes.put(c.norm() + part, List.of((long) c.out()));
            }
        }
        for (Dense d : head) {
            shapes.put(d.name() + ".weight", List.of((long) d.out(), (long) d.in()));
            shapes.put(d.name() + ".bias", List.of((long) d.out()));
        }
        return Collections.unmodifiableMap(shapes);
    }

    /** Whether training can learn this tensor by gradient; the others are running statistics. */
    static boolean learned(String name) {
        return !name.endsWith(".running_mean") && !name.endsWith(".running_var");
    }
}
