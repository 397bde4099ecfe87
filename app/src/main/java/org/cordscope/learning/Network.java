package org.cordscope.learning;

import java.util.List;

/**
 * Architecture of the classifier: a residual network, global average pooling, hidden layers each with ReLU and dropout, one
 * logit.
 *
 * @param trunk "resnet18", "resnet34" or "resnet50"
 * @param strideInFirst true for version 1 (stride in the first 1x1 of a bottleneck, Keras); false for version 1.5 (stride
 *     in the 3x3, torchvision)
 * @param hidden sizes of the hidden layers of the head
 * @param dropout share of units dropped after each hidden layer
 * @param channels what the three channels of the first convolution see
 */
public record Network(String trunk, boolean strideInFirst, List<Integer> hidden, double dropout, Channels channels) {

    public Network {
        hidden = List.copyOf(hidden);
        if (!List.of("resnet18", "resnet34", "resnet50").contains(trunk)) {
            throw new IllegalArgumentException("trunk must be resnet18, resnet34 or resnet50: " + trunk);
        }
        if (hidden.stream().anyMatch(h -> h < 1)) {
            throw new IllegalArgumentException("hidden layers need at least one unit: " + hidden);
        }
        if (!(dropout >= 0) || dropout >= 1) {
            throw new IllegalArgumentException("dropout must be in [0, 1): " + dropout);
        }
    }

    /** A network that sees the slice in all three channels, as the paper's. */
    public Network(String trunk, boolean strideInFirst, List<Integer> hidden, double dropout) {
        this(trunk, strideInFirst, hidden, dropout, Channels.GREY_REPEATED);
    }

    /** The paper's models 1 to 7: one hidden layer of 256, 512, 1024, 2048, or two of 256, 512, 1024. */
    public static Network paper(int model) {
        List<Integer> hidden = switch (model) {
            case 1 -> List.of(256);
            case 2 -> List.of(512);
            case 3 -> List.of(1024);
            case 4 -> List.of(2048);
            case 5 -> List.of(256, 256);
            case 6 -> List.of(512, 512);
            case 7 -> List.of(1024, 1024);
            default -> throw new IllegalArgumentException("the paper's models are 1 to 7: " + model);
        };
        return new Network("resnet50", false, hidden, 0.3);
    }
}
