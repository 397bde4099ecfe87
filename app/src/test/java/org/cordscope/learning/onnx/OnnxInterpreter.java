package org.cordscope.learning.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.cordscope.learning.onnx.OnnxFile.Array;
import org.cordscope.learning.onnx.OnnxFile.Node;

/** Computes an ONNX graph for one image, operator by operator as the ONNX specification defines them. */
final class OnnxInterpreter {
    private final Map<String, Array> values = new HashMap<>();

    private OnnxInterpreter() {}

    static Map<String, Array> run(OnnxFile file, Array image) {
        OnnxInterpreter run = new OnnxInterpreter();
        run.values.putAll(file.arrays);
        run.values.put(file.inputs.get(0), image);
        for (Node node : file.nodes) {
            run.values.put(node.output(), run.compute(node));
        }
        return run.values;
    }

    private Array in(Node node, int index) {
        return Objects.requireNonNull(values.get(node.inputs().get(index)), node.toString());
    }

    private Array compute(Node node) {
        Array x = in(node, 0);
        return switch (node.operator()) {
            case "Concat" -> concat(node);
            case "Conv" -> conv(x, in(node, 1), node);
            case "BatchNormalization" -> norm(node);
            case "Relu" -> each(x, v -> Math.max(0, v));
            case "Sigmoid" -> each(x, v -> 1 / (1 + Math.exp(-v)));
            case "Div" -> each(x, v -> v / in(node, 1).values()[0]);
            case "Add" -> add(x, in(node, 1));
            case "MaxPool" -> pool(x, node);
            case "GlobalAveragePool" -> average(x);
            case "Flatten" -> new Array(new int[] {1, x.values().length}, x.values());
            case "Gemm" -> gemm(x, in(node, 1), in(node, 2));
            default -> throw new IllegalArgumentException(node.operator());
        };
    }

    private static Array each(Array x, DoubleUnaryOperator change) {
        float[] out = new float[x.values().length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) change.applyAsDouble(x.values()[i]);
        }
        return new Array(x.shape(), out);
    }

    private Array concat(Node node) {
        Array x = in(node, 0);
        int size = x.values().length;
        float[] out = new float[size * node.inputs().size()];
        for (int i = 0; i < node.inputs().size(); i++) {
            System.arraycopy(in(node, i).values(), 0, out, i * size, size);
        }
        return new Array(new int[] {1, node.inputs().size(), x.shape()[2], x.shape()[3]}, out);
    }

    private static int attribute(Node node, String name) {
        List<Long> numbers = Objects.requireNonNull(node.attributes().get(name), name);
        return Math.toIntExact(numbers.get(0));
    }

    private static Array conv(Array x, Array w, Node node) {
        int stride = attribute(node, "strides");
        int pad = attribute(node, "pads");
        int kernel = w.shape()[2];
        int side = x.shape()[2];
        int after = (side + 2 * pad - kernel) / stride + 1;
        float[] out = new float[w.shape()[0] * after * after];
        for (int o = 0, at = 0; o < w.shape()[0]; o++) {
            for (int i = 0; i < after * after; i++, at++) {
                out[at] = (float) window(x, w, o, i / after * stride - pad, i % after * stride - pad);
            }
        }
        return new Array(new int[] {1, w.shape()[0], after, after}, out);
    }

    private static double window(Array x, Array w, int filter, int top, int left) {
        int kernel = w.shape()[2];
        int side = x.shape()[2];
        double sum = 0;
        for (int c = 0; c < w.shape()[1]; c++) {
            for (int k = 0; k < kernel * kernel; k++) {
                int row = top + k / kernel;
                int column = left + k % kernel;
                if (row >= 0 && row < side && column >= 0 && column < side) {
                    sum += (double) x.values()[(c * side + row) * side + column]
                            * w.values()[(filter * w.shape()[1] + c) * kernel * kernel + k];
                }
            }
        }
        return sum;
    }

    private Array norm(Node node) {
        Array x = in(node, 0);
        int area = x.shape()[2] * x.shape()[3];
        float[] out = new float[x.values().length];
        for (int i = 0; i < out.length; i++) {
            int c = i / area;
            double spread = Math.sqrt(in(node, 4).values()[c] + 1e-5);
            out[i] = (float) ((x.values()[i] - in(node, 3).values()[c])
                            / spread
                            * in(node, 1).values()[c]
                    + in(node, 2).values()[c]);
        }
        return new Array(x.shape(), out);
    }

    private static Array add(Array a, Array b) {
        float[] out = a.values().clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += b.values()[i];
        }
        return new Array(a.shape(), out);
    }

    private static Array pool(Array x, Node node) {
        int stride = attribute(node, "strides");
        int kernel = attribute(node, "kernel_shape");
        int pad = attribute(node, "pads");
        int side = x.shape()[2];
        int after = (side + 2 * pad - kernel) / stride + 1;
        float[] out = new float[x.shape()[1] * after * after];
        for (int i = 0; i < out.length; i++) {
            int c = i / (after * after);
            float most = Float.NEGATIVE_INFINITY;
            for (int k = 0; k < kernel * kernel; k++) {
                int row = i / after % after * stride - pad + k / kernel;
                int column = i % after * stride - pad + k % kernel;
                if (row >= 0 && row < side && column >= 0 && column < side) {
                    most = Math.max(most, x.values()[(c * side + row) * side + column]);
                }
            }
            out[i] = most;
        }
        return new Array(new int[] {1, x.shape()[1], after, after}, out);
    }

    private static Array average(Array x) {
        int area = x.shape()[2] * x.shape()[3];
        float[] out = new float[x.shape()[1]];
        for (int c = 0; c < out.length; c++) {
            double sum = 0;
            for (int i = 0; i < area; i++) {
                sum += x.values()[c * area + i];
            }
            out[c] = (float) (sum / area);
        }
        return new Array(new int[] {1, out.length, 1, 1}, out);
    }

    private static Array gemm(Array x, Array w, Array b) {
        float[] out = new float[w.shape()[0]];
        for (int o = 0; o < out.length; o++) {
            double sum = b.values()[o];
            for (int i = 0; i < w.shape()[1]; i++) {
                sum += (double) x.values()[i] * w.values()[o * w.shape()[1] + i];
            }
            out[o] = (float) sum;
        }
        return new Array(new int[] {1, out.length}, out);
    }
}
