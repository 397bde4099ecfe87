package org.cordscope.learning.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what torch.save writes, of zeros in bfloat16; the tensors share one storage, so that the files are small. */
public final class TorchFileWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final long elements;

    private TorchFileWriter(long elements) {
        this.elements = elements;
    }

    /** The layout since PyTorch 1.6: a ZIP archive. */
    public static Path archive(Path file, Map<String, List<Long>> shapes) throws IOException {
        TorchFileWriter content = dictionary(shapes);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "archive/data.pkl", content.out.toByteArray());
            put(zip, "archive/data/0", new byte[content.bytes()]);
        }
        return file;
    }

    /** The layout before: pickles in a row, then the storage. */
    public static Path stream(Path file, Map<String, List<Long>> shapes) throws IOException {
        TorchFileWriter content = dictionary(shapes);
        TorchFileWriter head = new TorchFileWriter(0);
        head.op(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.');
        head.op(0x80, 2, 'M', 0xe9, 0x03, '.');
        head.op(0x80, 2, '}', '.');
        TorchFileWriter keys = new TorchFileWriter(0);
        keys.op(0x80, 2, ']', '(').text("0").op('e', '.');
        try (OutputStream stream = Files.newOutputStream(file)) {
            stream.write(head.out.toByteArray());
            stream.write(content.out.toByteArray());
            stream.write(keys.out.toByteArray());
            stream.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(content.elements)
                    .array());
            stream.write(new byte[content.bytes()]);
        }
        return file;
    }

    private static TorchFileWriter dictionary(Map<String, List<Long>> shapes) {
        long largest = shapes.values().stream()
                .mapToLong(TorchFileWriter::product)
                .max()
                .orElse(0);
        TorchFileWriter pickle = new TorchFileWriter(largest);
        pickle.op(0x80, 2).global("collections", "OrderedDict").op(')', 'R', '(');
        shapes.forEach((name, shape) -> pickle.text(name).tensor(shape));
        pickle.op('u', '.');
        return pickle;
    }

    private static long product(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    private int bytes() {
        return Math.toIntExact(2 * elements);
    }

    private void tensor(List<Long> shape) {
        global("torch._utils", "_rebuild_tensor_v2").op('(', '(');
        text("storage").global("torch", "BFloat16Storage").text("0").text("cpu").integer(elements);
        op('t', 'Q', 'K', 0, '(');
        shape.forEach(this::integer);
        op('t', '(');
        long stride = product(shape);
        for (long size : shape) {
            stride /= size;
            integer(stride);
        }
        op('t', 0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    private TorchFileWriter op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    private TorchFileWriter global(String module, String name) {
        op('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private TorchFileWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X', bytes.length, 0, 0, 0);
        out.writeBytes(bytes);
        return this;
    }

    private void integer(long value) {
        op('J');
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }
}
