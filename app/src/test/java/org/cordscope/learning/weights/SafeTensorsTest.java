package org.cordscope.learning.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafeTensorsTest {

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        Weight matrix = Weight.of(new float[] {1, -2, 3, Float.MIN_VALUE, 5, 6}, List.of(2L, 3L));
        Weight number = Weight.of(new float[] {7}, List.of());
        Weight empty = Weight.of(new float[0], List.of(0L, 4L));
        Path file = folder.resolve("a.safetensors");
        new SafeTensors(Map.of("note", "\"quoted\" é"), Map.of("m", matrix, "n", number, "e", empty)).write(file);
        SafeTensors read = SafeTensors.read(file);
        assertEquals(Map.of("note", "\"quoted\" é"), read.metadata());
        assertEquals(matrix, read.weights().get("m"));
        assertEquals(number, read.weights().get("n"));
        assertEquals(empty, read.weights().get("e"));
    }

    @Test
    void arrays_start_at_a_multiple_of_eight() throws IOException {
        Path file = folder.resolve("a.safetensors");
        for (String name : List.of("a", "ab", "abc", "abcdefgh")) {
            new SafeTensors(Map.of(), Map.of(name, Weight.of(new float[] {1}, List.of(1L)))).write(file);
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(0, bytes.getLong() % 8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BF16, 0x3fc0, 1.5",
        "BF16, 0xc000, -2",
        "F16, 0x3e00, 1.5",
        "F16, 0xc000, -2",
        "F16, 0x0001, 5.9604645e-8",
        "F16, 0x03ff, 6.097555e-5",
        "F16, 0x7bff, 65504",
        "F16, 0x7c00, Infinity",
        "I16, 0xffff, -1"
    })
    void two_byte_formats_become_floats(ElementType type, String bits, float expected) {
        ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(Integer.decode(bits).shortValue()).flip();
        assertArrayEquals(new float[] {expected}, new Weight(type, List.of(1L), bytes).floats());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]| not a JSON object",
                "{\"a\"| not JSON",
                "{} {}| not JSON",
                "{\"a\":1,\"a\":1}| not JSON",
                "{\"a\":1}| not described correctly: a",
                "{\"a\":{\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,8]}}| not described correctly: a",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}| not described correctly: a",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}| not described correctly: a",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,8]}}| not described",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}| do not fit F32 [3]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}| do not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}| overlap or hole before array: a",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}| the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[200000000],\"data_offsets\":[0,800000000]}}| the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}| overlap or hole before array: b",
                "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}| not text: x"
            })
    void a_header_that_does_not_fit_is_refused(String header, String reason) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        refused(bytes.putLong(text.length).put(text).array(), reason);
    }

    @Test
    void a_header_length_beyond_the_file_is_refused_before_anything_is_allocated() throws IOException {
        for (long length : new long[] {-1, 0, 100, 99_999_999, Long.MAX_VALUE}) {
            refused(
                    ByteBuffer.allocate(16)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(length)
                            .array(),
                    "header length does not fit");
        }
        refused(new byte[7], "too short");
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), content);
        WeightFormatException refused = assertThrows(WeightFormatException.class, () -> SafeTensors.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason.strip()), refused.getMessage());
    }
}
