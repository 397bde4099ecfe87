package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Network;
import org.cordscope.report.figure.Svg.Anchor;

/** The network from image to probability (Figure 3), each box with the size of what leaves it. */
public final class ArchitectureFigure {
    private static final double WIDE = 86;
    private static final double TALL = 96;
    private static final double GAP = 18;
    private static final double TOP = 26;
    private static final double LEFT = 16;

    private ArchitectureFigure() {}

    private record Box(String title, String detail, String size, Tone tone) {}

    /** @param side of the input in pixels */
    public static Figure of(Network network, int side) {
        List<Box> boxes = boxes(network, side);
        Svg svg = new Svg();
        for (int i = 0; i < boxes.size(); i++) {
            double x = LEFT + i * (WIDE + GAP);
            box(svg, boxes.get(i), x);
            if (i > 0) {
                double middle = TOP + TALL / 2;
                svg.line(x - GAP + 2, middle, x - 7, middle, Tone.MUTED, 1.5);
                svg.polygon(
                        Svg.number(x - 8) + "," + Svg.number(middle - 4.5) + " " + Svg.number(x - 1) + ","
                                + Svg.number(middle) + " " + Svg.number(x - 8) + "," + Svg.number(middle + 4.5),
                        Tone.MUTED,
                        1);
            }
        }
        return new Figure(
                "architecture",
                "Architecture",
                "ResNet-" + depth(network) + ", " + (network.strideInFirst() ? "version 1" : "version 1.5")
                        + ", global average pooling, " + hidden(network)
                        + "one logit. Below each box: height \u00d7 width \u00d7"
                        + " channels, or units, of what leaves it.",
                (int) (2 * LEFT + boxes.size() * (WIDE + GAP) - GAP),
                164,
                svg.body());
    }

    private static List<Box> boxes(Network network, int side) {
        int[] blocks = network.trunk().equals("resnet18") ? new int[] {2, 2, 2, 2} : new int[] {3, 4, 6, 3};
        boolean bottleneck = network.trunk().equals("resnet50");
        int map = half(side);
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(
                "Image",
                network.channels() == Channels.GREY_REPEATED ? "grey, \u00d7 3" : "three slices",
                size(side, 3),
                Tone.MUTED));
        boxes.add(new Box("Stem", "7\u00d77, pooling", size(half(map), 64), Tone.FIRST));
        map = half(map);
        for (int stage = 0; stage < 4; stage++) {
            map = stage == 0 ? map : half(map);
            int channels = (bottleneck ? 256 : 64) << stage;
            boxes.add(new Box("Stage " + (stage + 1), blocks[stage] + " blocks", size(map, channels), Tone.FIRST));
        }
        boxes.add(new Box("Pooling", "average", String.valueOf(bottleneck ? 2048 : 512), Tone.THIRD));
        network.hidden().forEach(units -> boxes.add(new Box("Dense", "ReLU", String.valueOf(units), Tone.SECOND)));
        boxes.add(new Box("Output", "sigmoid", "1", Tone.SECOND));
        return boxes;
    }

    private static String hidden(Network network) {
        List<String> units = network.hidden().stream().map(String::valueOf).toList();
        return units.isEmpty()
                ? ""
                : (units.size() == 1 ? "a hidden layer of " : "hidden layers of ") + String.join(" and ", units)
                        + " units with ReLU and dropout " + network.dropout() + ", ";
    }

    private static int half(int side) {
        return (side + 1) / 2;
    }

    private static String size(int side, int channels) {
        return side + "\u00d7" + side + "\u00d7" + channels;
    }

    private static String depth(Network network) {
        return network.trunk().substring("resnet".length());
    }

    private static void box(Svg svg, Box box, double x) {
        svg.filled(x, TOP, WIDE, TALL, box.tone(), 0.14, 6);
        svg.outlined(x, TOP, WIDE, TALL, box.tone(), 6);
        svg.text(x + WIDE / 2, TOP + 42, box.title(), Tone.INK, Anchor.MIDDLE, 14, true);
        svg.text(x + WIDE / 2, TOP + 63, box.detail(), Tone.MUTED, Anchor.MIDDLE, 12, false);
        svg.text(x + WIDE / 2, TOP + TALL + 20, box.size(), Tone.INK, Anchor.MIDDLE, 13, false);
    }
}
