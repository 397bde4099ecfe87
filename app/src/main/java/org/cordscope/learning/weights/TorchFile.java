package org.cordscope.learning.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cordscope.learning.weights.Unpickler.TensorPart;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .pth} file of torch.save that holds one dictionary of tensors: a ZIP archive since PyTorch 1.6, a stream of
 * pickles and raw storages before. Nothing in it is executed.
 */
public final class TorchFile {
    /** The low 64 bits of 0x1950a86a20f9469cfc6c. */
    private static final long MAGIC = 0xa86a20f9469cfc6cL;

    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch.DoubleStorage", ElementType.F64,
            "torch.FloatStorage", ElementType.F32,
            "torch.HalfStorage", ElementType.F16,
            "torch.BFloat16Storage", ElementType.BF16,
            "torch.LongStorage", ElementType.I64,
            "torch.IntStorage", ElementType.I32,
            "torch.ShortStorage", ElementType.I16,
            "torch.CharStorage", ElementType.I8,
            "torch.ByteStorage", ElementType.U8,
            "torch.BoolStorage", ElementType.BOOL);

    private TorchFile() {}

    /** Elements that several tensors may share. */
    private record Storage(ElementType type, String key, long elements) {}

    /** Where the bytes of a storage come from. */
    private interface Bytes {
        ByteBuffer of(Storage storage) throws IOException;
    }

    /** Tensors by name. */
    public static Map<String, Weight> read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return readArchive(zip);
        } catch (ZipException notAnArchive) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (channel.size() > Integer.MAX_VALUE) {
                    throw new WeightFormatException("larger than 2 GiB");
                }
                return readStream(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            }
        }
    }

    private static Map<String, Weight> readArchive(ZipFile zip) throws IOException {
        String root = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith("/data.pkl"))
                .map(name -> name.substring(0, name.length() - "data.pkl".length()))
                .findFirst()
                .orElseThrow(() -> new WeightFormatException("ZIP archive without data.pkl"));
        ZipEntry order = zip.getEntry(root + "byteorder");
        if (order != null
                && !new String(entry(zip, root + "byteorder").array(), StandardCharsets.US_ASCII).equals("little")) {
            throw new WeightFormatException("numbers are not little-endian");
        }
        Object content = Unpickler.read(entry(zip, root + "data.pkl"), TorchFile::storage);
        Map<Storage, ByteBuffer> read = new HashMap<>();
        return weights(content, storage -> {
            ByteBuffer bytes = read.get(storage);
            if (bytes == null) {
                bytes = entry(zip, root + "data/" + storage.key());
                read.put(storage, bytes);
            }
            return bytes;
        });
    }

    private static ByteBuffer entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new WeightFormatException("ZIP archive lacks " + name);
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Integer.MAX_VALUE - 8) {
            throw new WeightFormatException("ZIP entry is compressed or too large: " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return ByteBuffer.wrap(in.readAllBytes());
        }
    }

    /** Magic number, protocol, system, content, keys; then for each key the number of elements and their bytes. */
    private static Map<String, Weight> readStream(ByteBuffer in) throws IOException {
        if (in.remaining() < 2 || (in.get(0) & 0xff) != 0x80) {
            throw new WeightFormatException("neither a ZIP archive nor a pickle");
        }
        if (!Unpickler.read(in, TorchFile::storage).equals(MAGIC)) {
            throw new WeightFormatException("a pickle, but not one of torch.save");
        }
        Unpickler.read(in, TorchFile::storage);
        Unpickler.read(in, TorchFile::storage);
        Map<String, Storage> storages = new HashMap<>();
        Object content = Unpickler.read(in, id -> {
            Storage storage = storage(id);
            storages.put(storage.key(), storage);
            return storage;
        });
        Map<String, ByteBuffer> bytes = new HashMap<>();
        if (!(Unpickler.read(in, TorchFile::storage) instanceof List<?> keys)) {
            throw new WeightFormatException("stream without its list of storages");
        }
        for (Object key : keys) {
            Storage storage = storages.get(String.valueOf(key));
            if (storage == null) {
                throw new WeightFormatException("stream lists a storage that no tensor uses");
            }
            bytes.put(storage.key(), slice(in, storage));
        }
        return weights(content, storage -> {
            ByteBuffer found = bytes.get(storage.key());
            if (found == null) {
                throw new WeightFormatException("stream lacks a storage");
            }
            return found;
        });
    }

    private static ByteBuffer slice(ByteBuffer in, Storage storage) throws WeightFormatException {
        long length = in.remaining() < 8 ? -1 : in.getLong() * storage.type().bytes();
        if (length < 0 || length > in.remaining()) {
            throw new WeightFormatException("stream ends early");
        }
        ByteBuffer bytes = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return bytes;
    }

    private static Storage storage(List<?> id) throws WeightFormatException {
        @Nullable ElementType type =
                id.size() >= 5 && id.get(1) instanceof Unpickler.Global global ? STORAGES.get(global.name()) : null;
        if (type == null || !"storage".equals(id.get(0)) || !(id.get(4) instanceof Long elements)) {
            throw new WeightFormatException("tensor storage of an unknown kind");
        }
        return new Storage(type, String.valueOf(id.get(2)), elements);
    }

    private static Map<String, Weight> weights(Object content, Bytes bytes) throws IOException {
        if (!(content instanceof Map<?, ?> map)) {
            throw new WeightFormatException("not a dictionary of tensors");
        }
        Map<String, Weight> weights = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)
                    || !(entry.getValue() instanceof TensorPart part)
                    || !(part.storage() instanceof Storage storage)) {
                throw new WeightFormatException("not a tensor: " + entry.getKey());
            }
            weights.put(name, weight(name, part, storage, bytes.of(storage)));
        }
        return weights;
    }

    /** The tensor's elements in row-major order, whatever its strides are. */
    private static Weight weight(String name, TensorPart part, Storage storage, ByteBuffer source) throws IOException {
        long last = part.offset();
        long length;
        try {
            length = Weight.byteLength(storage.type(), part.shape());
            for (int i = 0; i < part.shape().size(); i++) {
                last = Math.addExact(
                        last,
                        Math.multiplyExact(
                                part.shape().get(i) - 1, part.strides().get(i)));
            }
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new WeightFormatException("tensor is not described correctly: " + name, e);
        }
        int size = storage.type().bytes();
        boolean backwards = part.strides().stream().anyMatch(s -> s < 0);
        if (backwards
                || part.offset() < 0
                || length > source.remaining()
                || (length > 0 && last >= source.remaining() / size)) {
            throw new WeightFormatException("tensor reaches beyond its storage: " + name);
        }
        if (isRowMajor(part)) {
            return new Weight(storage.type(), part.shape(), source.slice((int) part.offset() * size, (int) length));
        }
        ByteBuffer gathered = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        gather(part, 0, part.offset(), size, source, gathered);
        return new Weight(storage.type(), part.shape(), gathered.flip());
    }

    private static boolean isRowMajor(TensorPart part) {
        long expected = 1;
        for (int i = part.shape().size() - 1; i >= 0; i--) {
            long size = part.shape().get(i);
            if (size != 1 && part.strides().get(i) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }

    private static void gather(TensorPart part, int axis, long at, int size, ByteBuffer from, ByteBuffer to) {
        if (axis == part.shape().size()) {
            to.put(from.slice((int) at * size, size));
            return;
        }
        for (long i = 0; i < part.shape().get(axis); i++) {
            gather(part, axis + 1, at + i * part.strides().get(axis), size, from, to);
        }
    }
}
