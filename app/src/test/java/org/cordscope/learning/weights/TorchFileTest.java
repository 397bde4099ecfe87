package org.cordscope.learning.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles are written by hand here, opcode by opcode; {@code \n} ends the names of a global. */
final class TorchFileTest {
    private static final float[] NUMBERS = {1, 2, 3, 4, 5, 6};

    @TempDir
    Path folder;

    /** A dictionary with one tensor "w" over storage "0" of six floats. */
    private static Pickle tensor(long offset, int[] shape, int[] strides) {
        return new Pickle()
                .op(0x80, 2)
                .global("collections", "OrderedDict")
                .op(')', 'R', '(')
                .text("w")
                .rebuilt(offset, shape, strides)
                .op('u', '.');
    }

    /** Opcodes in a row. */
    private static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle op(int... codes) {
            for (int code : codes) {
                out.write(code);
            }
            return this;
        }

        Pickle global(String module, String name) {
            op('c');
            out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Pickle text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            op('X', bytes.length, 0, 0, 0);
            out.writeBytes(bytes);
            return this;
        }

        Pickle integer(long value) {
            op('J');
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) value)
                    .array());
            return this;
        }

        Pickle tuple(int... values) {
            op('(');
            for (int value : values) {
                integer(value);
            }
            return op('t');
        }

        Pickle rebuilt(long offset, int[] shape, int[] strides) {
            return global("torch._utils", "_rebuild_tensor_v2")
                    .op('(', '(')
                    .text("storage")
                    .global("torch", "FloatStorage")
                    .text("0")
                    .text("cpu")
                    .integer(NUMBERS.length)
                    .op('t', 'Q')
                    .integer(offset)
                    .tuple(shape)
                    .tuple(strides)
                    .op(0x89, 'N', 't', 'R');
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private Path archive(byte[] pickle, int method) throws IOException {
        Path file = folder.resolve("weights.pth");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(method);
            entry(zip, "archive/data.pkl", pickle);
            entry(zip, "archive/data/0", storage());
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] storage() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * NUMBERS.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(NUMBERS);
        return bytes.array();
    }

    private Map<String, Weight> read(Pickle pickle) throws IOException {
        return TorchFile.read(archive(pickle.bytes(), ZipOutputStream.STORED));
    }

    private void refused(Pickle pickle, String reason) {
        WeightFormatException refused = assertThrows(WeightFormatException.class, () -> read(pickle));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    @Test
    void a_tensor_in_an_archive_is_read() throws IOException {
        Weight weight = Objects.requireNonNull(
                read(tensor(0, new int[] {2, 3}, new int[] {3, 1})).get("w"));
        assertEquals(List.of(2L, 3L), weight.shape());
        assertArrayEquals(NUMBERS, weight.floats());
    }

    @Test
    void strides_and_offset_are_followed() throws IOException {
        Weight transposed = Objects.requireNonNull(
                read(tensor(0, new int[] {3, 2}, new int[] {1, 3})).get("w"));
        assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, transposed.floats());
        Weight tail = Objects.requireNonNull(
                read(tensor(4, new int[] {2}, new int[] {1})).get("w"));
        assertArrayEquals(new float[] {5, 6}, tail.floats());
    }

    @Test
    void a_tensor_beyond_its_storage_is_refused() {
        refused(tensor(1, new int[] {2, 3}, new int[] {3, 1}), "beyond its storage: w");
        refused(tensor(-1, new int[] {2}, new int[] {1}), "beyond its storage: w");
        refused(tensor(0, new int[] {2}, new int[] {100}), "beyond its storage: w");
        refused(tensor(0, new int[] {2000000000}, new int[] {0}), "beyond its storage: w");
        refused(tensor(0, new int[] {-1}, new int[] {1}), "not described correctly: w");
        refused(tensor(0, new int[] {2, 3}, new int[] {1}), "not described correctly: w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"os.system", "posix.system", "builtins.eval", "builtins.exec", "torch.load", "numpy.load"})
    void a_call_of_anything_else_is_refused_by_name(String name) {
        int dot = name.indexOf('.');
        Pickle pickle = new Pickle()
                .op(0x80, 2)
                .global(name.substring(0, dot), name.substring(dot + 1))
                .text("touch owned")
                .op(0x85, 'R', '.');
        refused(pickle, name);
    }

    @ParameterizedTest
    @ValueSource(ints = {'i', 'o', 0x81, 0x92, 'P', 0x82, 0x97, 'S', 'V', 'I', 'L', 0xff})
    void opcodes_that_weights_do_not_need_are_refused(int opcode) {
        refused(new Pickle().op(0x80, 2, opcode, '.'), String.format("opcode 0x%02x", opcode));
    }

    @Test
    void damaged_pickles_are_refused() {
        refused(new Pickle().op(0x80, 2), "damaged");
        refused(new Pickle().op('.'), "damaged");
        refused(new Pickle().op('t', '.'), "damaged");
        refused(new Pickle().op('h', 3, '.'), "has not said");
        refused(new Pickle().op('X', 0xff, 0xff, 0xff, 0x7f), "ends early");
        refused(new Pickle().op('}', ')', 'K', 1, 's', '.'), "neither text nor integer");
        refused(new Pickle().op('K', 1, '.'), "not a dictionary");
        refused(new Pickle().op('}').text("w").op('K', 1, 's', '.'), "not a tensor: w");
    }

    @Test
    void a_compressed_archive_is_refused() throws IOException {
        Path file = archive(tensor(0, new int[] {6}, new int[] {1}).bytes(), ZipOutputStream.DEFLATED);
        assertThrows(WeightFormatException.class, () -> TorchFile.read(file));
    }

    @Test
    void the_stream_of_before_version_1_6_is_read() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new Pickle()
                .op(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.')
                .bytes());
        out.writeBytes(new Pickle().op(0x80, 2, 'M', 0xe9, 0x03, '.').bytes());
        out.writeBytes(new Pickle().op(0x80, 2, '}', '.').bytes());
        out.writeBytes(tensor(0, new int[] {6}, new int[] {1}).bytes());
        out.writeBytes(new Pickle().op(0x80, 2, ']').text("0").op('a', '.').bytes());
        out.writeBytes(new byte[] {6, 0, 0, 0, 0, 0, 0, 0});
        out.writeBytes(storage());
        Path file = Files.write(folder.resolve("old.pth"), out.toByteArray());
        assertArrayEquals(
                NUMBERS, Objects.requireNonNull(TorchFile.read(file).get("w")).floats());
        Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(out.toByteArray(), out.size() - 1));
        assertThrows(WeightFormatException.class, () -> TorchFile.read(cut));
    }

    @Test
    void a_file_of_another_kind_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pth"), "not weights at all");
        assertThrows(WeightFormatException.class, () -> TorchFile.read(file));
    }

    /** Written by PyTorch 2.13 itself: scripts/pth_torch.py. */
    private static Map<String, Weight> written(String name) throws IOException, URISyntaxException {
        return TorchFile.read(Path.of(
                Objects.requireNonNull(TorchFileTest.class.getResource(name)).toURI()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive.pth", "stream.pth", "protocol4.pth"})
    void a_state_dict_as_pytorch_saves_it_is_read(String name) throws Exception {
        Map<String, Weight> weights = written(name);
        assertEquals(
                List.of("0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"),
                List.copyOf(weights.keySet()));
        Weight filter = Objects.requireNonNull(weights.get("0.weight"));
        assertEquals(List.of(2L, 1L, 1L, 1L), filter.shape());
        assertArrayEquals(new float[] {1.5f, -2}, filter.floats());
        assertEquals(
                ElementType.I64,
                Objects.requireNonNull(weights.get("1.num_batches_tracked")).type());
    }

    @Test
    void every_kind_of_tensor_that_pytorch_saves_is_read() throws Exception {
        Map<String, Weight> weights = written("kinds.pth");
        for (String name : List.of("parameter", "half", "bfloat16", "double", "long")) {
            assertArrayEquals(
                    new float[] {0, 1, 2, 3, 4, 5},
                    Objects.requireNonNull(weights.get(name)).floats(),
                    name);
        }
        assertArrayEquals(
                new float[] {0, 3, 1, 4, 2, 5},
                Objects.requireNonNull(weights.get("transposed")).floats());
        assertArrayEquals(
                new float[] {0, 0, 0, 1, 1, 1},
                Objects.requireNonNull(weights.get("bool")).floats());
        assertArrayEquals(
                new float[] {0, 1, 2, 3, 4, 5, 6, 7},
                Objects.requireNonNull(weights.get("channels_last")).floats());
    }

    @Test
    void a_checkpoint_with_more_than_tensors_is_refused() {
        WeightFormatException refused = assertThrows(WeightFormatException.class, () -> written("nested.pth"));
        assertTrue(String.valueOf(refused.getMessage()).contains("not a tensor: epoch"));
    }
}
