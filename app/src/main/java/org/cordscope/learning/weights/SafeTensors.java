package org.cordscope.learning.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.study.WholeFile;

/**
 * A safetensors file: an 8-byte little-endian header length, a JSON header, raw bytes without holes (format of
 * github.com/huggingface/safetensors, README).
 *
 * @param metadata text by name, the header's {@code __metadata__}
 * @param weights arrays by name
 */
public record SafeTensors(Map<String, String> metadata, Map<String, Weight> weights) {
    private static final String METADATA = "__metadata__";
    private static final long LONGEST_HEADER = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public SafeTensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** Where one array lies: offsets from the end of the header. */
    private record Place(String name, ElementType type, List<Long> shape, long begin, long end) {}

    /** Bytes at a position, not more than there are. */
    @FunctionalInterface
    private interface Source {
        ByteBuffer take(long position, int length) throws IOException;
    }

    /** Reads a whole file; lengths and offsets are checked against the file before anything is allocated. */
    public static SafeTensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel.size(), (position, length) -> take(channel, position, length));
        }
    }

    /** Reads the bytes of a whole file. */
    public static SafeTensors of(byte[] file) throws IOException {
        return read(
                file.length,
                (position, length) ->
                        ByteBuffer.wrap(file, (int) position, length).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static SafeTensors read(long size, Source source) throws IOException {
        if (size < 8) {
            throw new WeightFormatException("too short for safetensors");
        }
        long headerLength = source.take(0, 8).getLong();
        if (headerLength < 2 || headerLength > LONGEST_HEADER || headerLength > size - 8) {
            throw new WeightFormatException("header length does not fit the file: " + headerLength);
        }
        JsonNode header = header(source.take(8, (int) headerLength));
        long start = 8 + headerLength;
        List<Place> places = places(header, size - start);
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (Place p : places) {
            ByteBuffer bytes = source.take(start + p.begin(), Math.toIntExact(p.end() - p.begin()));
            weights.put(p.name(), new Weight(p.type(), p.shape(), bytes));
        }
        return new SafeTensors(metadata(header), weights);
    }

    private static ByteBuffer take(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new WeightFormatException("ends early");
            }
        }
        return bytes.flip();
    }

    private static JsonNode header(ByteBuffer bytes) throws IOException {
        JsonNode header;
        try {
            header = JSON.readTree(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        } catch (JsonProcessingException e) {
            throw new WeightFormatException("header is not JSON", e);
        }
        if (!header.isObject()) {
            throw new WeightFormatException("header is not a JSON object");
        }
        return header;
    }

    private static Map<String, String> metadata(JsonNode header) throws WeightFormatException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : header.path(METADATA).properties()) {
            if (!field.getValue().isTextual()) {
                throw new WeightFormatException("metadata is not text: " + field.getKey());
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
        return metadata;
    }

    private static List<Place> places(JsonNode header, long available) throws WeightFormatException {
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                places.add(place(field.getKey(), field.getValue()));
            }
        }
        places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        long next = 0;
        for (Place place : places) {
            if (place.begin() != next) {
                throw new WeightFormatException("overlap or hole before array: " + place.name());
            }
            next = place.end();
        }
        if (next != available) {
            throw new WeightFormatException("arrays take " + next + " bytes, the file holds " + available);
        }
        return places;
    }

    private static Place place(String name, JsonNode entry) throws WeightFormatException {
        try {
            ElementType type = ElementType.valueOf(entry.path("dtype").asText());
            List<Long> shape = longs(entry.path("shape"));
            List<Long> offsets = longs(entry.path("data_offsets"));
            long length = Weight.byteLength(type, shape);
            if (offsets.size() != 2
                    || offsets.get(0) < 0
                    || offsets.get(1) < offsets.get(0)
                    || offsets.get(1) - offsets.get(0) != length
                    || length > Integer.MAX_VALUE - 8) {
                throw new WeightFormatException(
                        "offsets " + offsets + " do not fit " + type + " " + shape + ": " + name);
            }
            return new Place(name, type, shape, offsets.get(0), offsets.get(1));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new WeightFormatException("array is not described correctly: " + name, e);
        }
    }

    private static List<Long> longs(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("not a list: " + array);
        }
        List<Long> values = new ArrayList<>();
        for (JsonNode value : array) {
            if (!value.canConvertToLong() || !value.isIntegralNumber()) {
                throw new IllegalArgumentException("not an integer: " + value);
            }
            values.add(value.longValue());
        }
        return values;
    }

    /** Writes the file whole or not at all, arrays in the order of the map. */
    public void write(Path file) throws IOException {
        byte[] header = header();
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(header.length).flip();
        WholeFile.write(file, channel -> {
            put(channel, length);
            put(channel, ByteBuffer.wrap(header));
            for (Weight weight : weights.values()) {
                put(channel, weight.bytes().duplicate());
            }
        });
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The JSON header, padded with spaces so that the arrays start at a multiple of 8. */
    private byte[] header() throws JsonProcessingException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(METADATA);
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, Weight> entry : weights.entrySet()) {
            Weight weight = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", weight.type().name());
            weight.shape().forEach(node.putArray("shape")::add);
            node.putArray("data_offsets")
                    .add(offset)
                    .add(offset + weight.bytes().remaining());
            offset += weight.bytes().remaining();
        }
        String text = JSON.writeValueAsString(header);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat((8 - bytes % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }
}
