package org.cordscope.learning.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of Python's pickle format (protocols 2 to 4, as CPython's pickletools lists it) that a dictionary of
 * tensors needs. A pickle is a program; this reader runs none: a global is only a name, and calling one that is not in
 * {@link #call} is refused.
 *
 * <p>Values become String, Long, Double, Boolean, {@link None}, List (also for tuples), Map, {@link Global}, and whatever
 * {@link Storages} makes of a persistent id.
 */
final class Unpickler {

    /** Python's {@code None}. */
    enum None {
        NONE
    }

    /** A name such as {@code torch.FloatStorage}; not looked up. */
    record Global(String name) {}

    /** What a tensor is before its numbers are read. */
    record TensorPart(Object storage, long offset, List<Long> shape, List<Long> strides) {}

    /** Turns a persistent id into a reference to a storage. */
    interface Storages {
        Object storage(List<?> persistentId) throws WeightFormatException;
    }

    private final ByteBuffer in;
    private final Storages storages;
    private final Map<Integer, Object> memo = new HashMap<>();
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();

    private Unpickler(ByteBuffer in, Storages storages) {
        this.in = in;
        this.storages = storages;
    }

    /** Reads one pickle and leaves the buffer behind it; the buffer becomes little-endian. */
    static Object read(ByteBuffer in, Storages storages) throws WeightFormatException {
        try {
            return new Unpickler(in.order(ByteOrder.LITTLE_ENDIAN), storages).run();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException e) {
            throw new WeightFormatException("pickle is damaged", e);
        }
    }

    private Object run() throws WeightFormatException {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            if (!constant(opcode) && !container(opcode) && !memory(opcode) && !object(opcode)) {
                throw new WeightFormatException(
                        String.format("pickle uses opcode 0x%02x, which no file of weights needs", opcode));
            }
        }
    }

    private boolean constant(int opcode) throws WeightFormatException {
        switch (opcode) {
            case 0x80 -> in.get(); // PROTO
            case 0x95 -> in.getLong(); // FRAME
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 0x8a -> push(integer(in.get() & 0xff));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(in.getInt(), StandardCharsets.UTF_8));
            case 0x8c -> push(text(in.get() & 0xff, StandardCharsets.UTF_8));
            case 'T' -> push(text(in.getInt(), StandardCharsets.ISO_8859_1));
            case 'U' -> push(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws WeightFormatException {
        switch (opcode) {
            case '(' -> marks.add(stack.size());
            case '}' -> push(new LinkedHashMap<>());
            case ']', ')' -> push(new ArrayList<>());
            case 't' -> push(sinceMark());
            case 0x85 -> push(last(1));
            case 0x86 -> push(last(2));
            case 0x87 -> push(last(3));
            case 'a' -> append(last(1));
            case 'e' -> append(sinceMark());
            case 's' -> put(last(2));
            case 'u' -> put(sinceMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) throws WeightFormatException {
        switch (opcode) {
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) throws WeightFormatException {
        switch (opcode) {
            case 'c' -> push(new Global(line() + "." + line()));
            case 0x93 -> {
                List<Object> names = last(2);
                push(new Global(names.get(0) + "." + names.get(1)));
            }
            case 'R' -> {
                List<Object> call = last(2);
                push(call(call.get(0), (List<?>) call.get(1)));
            }
            case 'b' -> pop(); // BUILD: attributes of a dictionary, such as its version, are not needed
            case 'Q' -> push(storages.storage((List<?>) pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The only calls that are understood; none runs anything. */
    private static Object call(Object function, List<?> arguments) throws WeightFormatException {
        String name = function instanceof Global global ? global.name() : "something that is not a name";
        return switch (name) {
            case "collections.OrderedDict" -> new LinkedHashMap<>();
            case "torch._utils._rebuild_tensor_v2" ->
                new TensorPart(
                        arguments.get(0), (Long) arguments.get(1), longs(arguments.get(2)), longs(arguments.get(3)));
            case "torch._utils._rebuild_parameter" -> arguments.get(0);
            default -> throw new WeightFormatException("pickle wants to call " + name + ", which is refused");
        };
    }

    private static List<Long> longs(Object list) {
        return ((List<?>) list).stream().map(Long.class::cast).toList();
    }

    private long integer(int length) throws WeightFormatException {
        if (length > 16) {
            throw new WeightFormatException("pickle holds an integer of " + length + " bytes");
        }
        byte[] bytes = take(length);
        long value = 0; // longer ones, such as the magic number, keep their low 64 bits
        for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return length > 0 && length < 8 && bytes[length - 1] < 0 ? value - (1L << (8 * length)) : value;
    }

    private String text(int length, Charset charset) throws WeightFormatException {
        return new String(take(length), charset);
    }

    private byte[] take(int length) throws WeightFormatException {
        if (length < 0 || length > in.remaining()) {
            throw new WeightFormatException("pickle ends early");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder text = new StringBuilder();
        for (byte next = in.get(); next != '\n'; next = in.get()) {
            text.append((char) (next & 0xff));
        }
        return text.toString();
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object remembered(int index) throws WeightFormatException {
        @Nullable Object value = memo.get(index);
        if (value == null) {
            throw new WeightFormatException("pickle refers to what it has not said");
        }
        return value;
    }

    private List<Object> last(int count) {
        return cut(stack.size() - count);
    }

    private List<Object> sinceMark() {
        return cut(marks.remove(marks.size() - 1));
    }

    private List<Object> cut(int start) {
        List<Object> tail = stack.subList(start, stack.size());
        List<Object> copy = new ArrayList<>(tail);
        tail.clear();
        return copy;
    }

    @SuppressWarnings("unchecked") // only this class makes lists
    private void append(List<Object> values) {
        ((List<Object>) top()).addAll(values);
    }

    @SuppressWarnings("unchecked") // only this class makes maps
    private void put(List<Object> pairs) throws WeightFormatException {
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            if (!(key instanceof String) && !(key instanceof Long)) {
                throw new WeightFormatException("pickle has a dictionary key that is neither text nor integer");
            }
            map.put(key, Objects.requireNonNull(pairs.get(i + 1)));
        }
    }
}
