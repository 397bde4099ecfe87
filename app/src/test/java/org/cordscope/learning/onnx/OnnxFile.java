package org.cordscope.learning.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An ONNX file read back field by field, after onnx.proto and without the code that wrote it. */
final class OnnxFile {
    final Map<String, String> properties = new TreeMap<>();
    final Map<String, Array> arrays = new LinkedHashMap<>();
    final List<Node> nodes = new ArrayList<>();
    final List<String> inputs = new ArrayList<>();
    final List<String> outputs = new ArrayList<>();
    final Map<String, List<Object>> shapes = new LinkedHashMap<>();
    long opset;

    /** One initializer. */
    @SuppressWarnings("ArrayRecordComponent") // of a test
    record Array(int[] shape, float[] values) {}

    /** One operator. */
    record Node(String operator, List<String> inputs, String output, Map<String, List<Long>> attributes) {}

    /** Fields of a message by number: Long or ByteBuffer. */
    private static Map<Integer, List<Object>> fields(ByteBuffer message) {
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (message.hasRemaining()) {
            long key = varint(message);
            Object value;
            if ((key & 7) == 0) {
                value = varint(message);
            } else if ((key & 7) == 2) {
                int length = Math.toIntExact(varint(message));
                value = message.slice(message.position(), length);
                message.position(message.position() + length);
            } else {
                throw new IllegalArgumentException("wire type " + (key & 7));
            }
            fields.computeIfAbsent((int) (key >> 3), k -> new ArrayList<>()).add(value);
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static List<Map<Integer, List<Object>>> messages(Map<Integer, List<Object>> of, int field) {
        return of.getOrDefault(field, List.of()).stream()
                .map(m -> fields(((ByteBuffer) m).duplicate()))
                .toList();
    }

    private static List<String> texts(Map<Integer, List<Object>> of, int field) {
        return of.getOrDefault(field, List.of()).stream()
                .map(m -> StandardCharsets.UTF_8
                        .decode(((ByteBuffer) m).duplicate())
                        .toString())
                .toList();
    }

    private static List<Long> integers(Map<Integer, List<Object>> of, int field) {
        return of.getOrDefault(field, List.of()).stream().map(Long.class::cast).toList();
    }

    static OnnxFile of(byte[] bytes) {
        OnnxFile file = new OnnxFile();
        Map<Integer, List<Object>> model = fields(ByteBuffer.wrap(bytes));
        messages(model, 14)
                .forEach(
                        p -> file.properties.put(texts(p, 1).get(0), texts(p, 2).get(0)));
        file.opset = integers(messages(model, 8).get(0), 2).get(0);
        Map<Integer, List<Object>> graph = messages(model, 7).get(0);
        messages(graph, 5).forEach(file::array);
        messages(graph, 1).forEach(file::node);
        messages(graph, 11).forEach(value -> file.inputs.add(file.value(value)));
        messages(graph, 12).forEach(value -> file.outputs.add(file.value(value)));
        return file;
    }

    private String value(Map<Integer, List<Object>> value) {
        String name = texts(value, 1).get(0);
        Map<Integer, List<Object>> tensor =
                messages(messages(value, 2).get(0), 1).get(0);
        List<Object> sizes = new ArrayList<>();
        messages(messages(tensor, 2).get(0), 1)
                .forEach(d -> sizes.add(
                        d.containsKey(1) ? integers(d, 1).get(0) : texts(d, 2).get(0)));
        shapes.put(name, sizes);
        return name;
    }

    private void array(Map<Integer, List<Object>> tensor) {
        ByteBuffer raw = ((ByteBuffer) tensor.getOrDefault(9, List.of()).get(0))
                .duplicate()
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        int[] shape = integers(tensor, 1).stream().mapToInt(Math::toIntExact).toArray();
        arrays.put(texts(tensor, 8).get(0), new Array(shape, values));
    }

    private void node(Map<Integer, List<Object>> node) {
        Map<String, List<Long>> attributes = new LinkedHashMap<>();
        for (Map<Integer, List<Object>> attribute : messages(node, 5)) {
            attributes.put(
                    texts(attribute, 1).get(0),
                    attribute.containsKey(8) ? integers(attribute, 8) : integers(attribute, 3));
        }
        nodes.add(new Node(texts(node, 4).get(0), texts(node, 1), texts(node, 2).get(0), attributes));
    }
}
