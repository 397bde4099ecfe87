package org.cordscope.learning.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.Channels;
import org.cordscope.learning.torch.ResNetPlan;
import org.cordscope.learning.weights.Weight;

/**
 * A network as an ONNX graph (GraphProto of onnx.proto, operators of opset {@value #OPSET}): weights as they are in the model
 * file, under the same names.
 */
final class OnnxGraph {
    static final int OPSET = 17;
    static final String INPUT = "slice";
    static final List<String> OUTPUTS = List.of("logit", "probability", "calibrated_probability");
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;
    private static final List<String> NORM = List.of(".weight", ".bias", ".running_mean", ".running_var");

    private final ProtoMessage graph = new ProtoMessage();
    private final Map<String, Weight> weights;

    private OnnxGraph(Map<String, Weight> weights) {
        this.weights = weights;
    }

    static ProtoMessage of(ResNetPlan plan, Map<String, Weight> weights, int size, double temperature) {
        OnnxGraph graph = new OnnxGraph(weights);
        plan.shapes().keySet().forEach(name -> graph.array(name, graph.weight(name)));
        graph.array("temperature", Weight.of(new float[] {(float) temperature}, List.of()));
        graph.network(plan);
        graph.graph.with(2, "cordscope").with(11, value(INPUT, plan.channels().planes(), size, size));
        OUTPUTS.forEach(output -> graph.graph.with(12, value(output, 1)));
        return graph.graph;
    }

    private Weight weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private void network(ResNetPlan plan) {
        String x = relu(convolved(channels(plan.channels()), plan.stem()), "stem");
        node("MaxPool", List.of(x), "stem.pool", ints("kernel_shape", 3, 3), ints("strides", 2, 2), pads(1));
        x = "stem.pool";
        for (int i = 0; i < plan.blocks().size(); i++) {
            x = block(x, plan.blocks().get(i), "block" + i);
        }
        node("GlobalAveragePool", List.of(x), "pooled");
        node("Flatten", List.of("pooled"), "features");
        head(plan.head());
    }

    private String block(String in, ResNetPlan.Block block, String name) {
        String x = in;
        for (int i = 0; i < block.path().size(); i++) {
            x = i == 0 ? x : relu(x, name + "." + i);
            x = convolved(x, block.path().get(i));
        }
        ResNetPlan.Convolution shortcut = block.shortcut();
        String beside = shortcut == null ? in : convolved(in, shortcut);
        node("Add", List.of(x, beside), name + ".sum");
        return relu(name + ".sum", name);
    }

    private String convolved(String in, ResNetPlan.Convolution c) {
        String out = c.name() + ".out";
        node(
                "Conv",
                List.of(in, c.name() + ".weight"),
                out,
                ints("kernel_shape", c.kernel(), c.kernel()),
                ints("strides", c.stride(), c.stride()),
                pads(c.padding()));
        String normed = c.norm() + ".out";
        List<String> norm = NORM.stream().map(part -> c.norm() + part).toList();
        node("BatchNormalization", List.of(out, norm.get(0), norm.get(1), norm.get(2), norm.get(3)), normed);
        return normed;
    }

    private String channels(Channels channels) {
        if (channels == Channels.NEIGHBOURS) {
            return INPUT;
        }
        node("Concat", List.of(INPUT, INPUT, INPUT), "slice.channels", integer("axis", 1));
        return "slice.channels";
    }

    private String relu(String in, String name) {
        node("Relu", List.of(in), name + ".relu");
        return name + ".relu";
    }

    private void head(List<ResNetPlan.Dense> layers) {
        String x = "features";
        for (int i = 0; i < layers.size(); i++) {
            String name = layers.get(i).name();
            String out = i == layers.size() - 1 ? OUTPUTS.get(0) : name + ".out";
            node("Gemm", List.of(x, name + ".weight", name + ".bias"), out, integer("transB", 1));
            x = i == layers.size() - 1 ? out : relu(out, name);
        }
        node("Sigmoid", List.of(x), OUTPUTS.get(1));
        node("Div", List.of(x, "temperature"), "calibrated_logit");
        node("Sigmoid", List.of("calibrated_logit"), OUTPUTS.get(2));
    }

    private void node(String operator, List<String> inputs, String output, ProtoMessage... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.with(1, input));
        node.with(2, output).with(3, output).with(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.with(5, attribute);
        }
        graph.with(1, node);
    }

    private static ProtoMessage integer(String name, long value) {
        return new ProtoMessage().with(1, name).with(3, value).with(20, ATTRIBUTE_INT);
    }

    private static ProtoMessage ints(String name, long... values) {
        ProtoMessage attribute = new ProtoMessage().with(1, name);
        for (long value : values) {
            attribute.with(8, value);
        }
        return attribute.with(20, ATTRIBUTE_INTS);
    }

    private static ProtoMessage pads(long all) {
        return ints("pads", all, all, all, all);
    }

    private void array(String name, Weight weight) {
        ProtoMessage tensor = new ProtoMessage();
        weight.shape().forEach(size -> tensor.with(1, size));
        float[] values = weight.floats();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        graph.with(5, tensor.with(2, FLOAT).with(8, name).with(9, bytes));
    }

    /** A float32 tensor whose first size is free. */
    private static ProtoMessage value(String name, long... sizes) {
        ProtoMessage shape = new ProtoMessage().with(1, new ProtoMessage().with(2, "batch"));
        for (long size : sizes) {
            shape.with(1, new ProtoMessage().with(1, size));
        }
        ProtoMessage tensor = new ProtoMessage().with(1, FLOAT).with(2, shape);
        return new ProtoMessage().with(1, name).with(2, new ProtoMessage().with(1, tensor));
    }
}
