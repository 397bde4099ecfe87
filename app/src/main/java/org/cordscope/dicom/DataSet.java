package org.cordscope.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Elements in tag order, as in a file or an item of a sequence. Values that were read stay bytes until they are asked for,
 * little endian whatever the file was. Accessors never fail on what a file holds: a value that is absent, empty or garbage
 * gives an empty result. Not safe for use by several threads while it is changed.
 */
public final class DataSet {

    /** Meets elements in a deep walk; may change the {@code owner} and its elements as it goes. */
    @FunctionalInterface
    public interface Visitor {
        void visit(DataSet owner, int tag, Vr vr);
    }

    private static final SourceFile IN_MEMORY = SourceFile.of(Path.of(""));
    private static final FileBytes NO_BYTES = FileBytes.of(IN_MEMORY, new byte[0]);

    private final FileBytes bytes;
    private CharacterSet source;
    private Elements elements = new Elements();

    /** An empty data set to build on. */
    public DataSet() {
        this(NO_BYTES, CharacterSet.DEFAULT);
    }

    /** @param source character set of the text in {@code bytes} */
    DataSet(FileBytes bytes, CharacterSet source) {
        this.bytes = bytes;
        this.source = source;
    }

    Elements elements() {
        return elements;
    }

    byte[] array() {
        return bytes.array();
    }

    /** Character set of the text that was read. */
    CharacterSet source() {
        return source;
    }

    void source(CharacterSet characterSet) {
        this.source = characterSet;
    }

    /** First value as text, trimmed of padding; empty when absent. */
    public Optional<String> string(int tag) {
        int index = elements.find(tag);
        String text = index < 0 ? null : textAt(index);
        if (text == null) {
            return Optional.empty();
        }
        Vr vr = elements.vr(index);
        int separator = vr.isSingleText() ? -1 : text.indexOf('\\');
        String first = trim(separator < 0 ? text : text.substring(0, separator), vr);
        return first.isEmpty() ? Optional.empty() : Optional.of(first);
    }

    /** All values as text; an empty list when absent. */
    public List<String> strings(int tag) {
        int index = elements.find(tag);
        String text = index < 0 ? null : textAt(index);
        if (text == null) {
            return List.of();
        }
        Vr vr = elements.vr(index);
        if (trim(text, vr).isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        int from = 0;
        int to = vr.isSingleText() ? -1 : text.indexOf('\\');
        while (to >= 0) {
            values.add(trim(text.substring(from, to), vr));
            from = to + 1;
            to = text.indexOf('\\', from);
        }
        values.add(trim(text.substring(from), vr));
        return values;
    }

    public OptionalInt integer(int tag) {
        double value = decimal(tag).orElse(Double.NaN);
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE
                ? OptionalInt.of((int) value)
                : OptionalInt.empty();
    }

    public OptionalDouble decimal(int tag) {
        int index = elements.find(tag);
        if (index < 0) {
            return OptionalDouble.empty();
        }
        if (hasNumbers(index)) {
            return numberCount(index) == 0 ? OptionalDouble.empty() : OptionalDouble.of(number(index, 0));
        }
        Double value = string(tag).map(NumericText::decimal).orElse(null);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** All values as numbers; none when absent, or when one of them is not a number. */
    public double[] decimals(int tag) {
        int index = elements.find(tag);
        if (index >= 0 && hasNumbers(index)) {
            double[] numbers = new double[numberCount(index)];
            Arrays.setAll(numbers, i -> number(index, i));
            return numbers;
        }
        List<String> texts = strings(tag);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double number = NumericText.decimal(texts.get(i));
            if (number == null) {
                return new double[0];
            }
            numbers[i] = number;
        }
        return numbers;
    }

    /** Components of a person name; empty when absent. */
    public Optional<PersonName> personName(int tag) {
        return string(tag).map(PersonName::parse);
    }

    /** Items of a sequence; an empty list when absent. The items are the data set's own and may be changed. */
    @SuppressWarnings("unchecked") // Elements holds no other lists
    public List<DataSet> items(int tag) {
        return object(tag) instanceof List<?> items ? (List<DataSet>) items : List.of();
    }

    /** Value as little-endian bytes, a copy; none when absent, a sequence or encapsulated. */
    public byte[] bytes(int tag) {
        int index = elements.find(tag);
        if (index < 0) {
            return new byte[0];
        }
        Object value = elements.value(index);
        if (value == null) {
            int offset = elements.offset(index);
            return Arrays.copyOfRange(bytes.array(), offset, offset + elements.length(index));
        }
        if (value instanceof byte[] set) {
            return set.clone();
        }
        return value instanceof String text ? encoded(text, elements.vr(index)) : new byte[0];
    }

    /** Read-only view of {@link #bytes} without a copy, for pixel data. */
    public ByteBuffer buffer(int tag) {
        int index = elements.find(tag);
        if (index < 0 || elements.value(index) != null) {
            return ByteBuffer.wrap(bytes(tag)).asReadOnlyBuffer();
        }
        return ByteBuffer.wrap(bytes.array(), elements.offset(index), elements.length(index))
                .slice()
                .asReadOnlyBuffer();
    }

    /** True where the element holds compressed fragments and not plain bytes. */
    public boolean isEncapsulated(int tag) {
        return object(tag) instanceof Fragments;
    }

    /** Fragments of encapsulated pixel data in order, without the offset table, as read-only views; none when absent. */
    public List<ByteBuffer> fragments(int tag) {
        return object(tag) instanceof Fragments fragments ? fragments.fragments() : List.of();
    }

    /**
     * Where each frame begins, in bytes from the item tag of the first fragment: from the Extended Offset Table
     * (7FE0,0001), else the basic one; empty where the file gives neither.
     */
    public long[] offsetTable(int tag) {
        byte[] extended = bytes(Tag.EXTENDED_OFFSET_TABLE);
        if (tag == Tag.PIXEL_DATA && extended.length >= 8) {
            long[] table = new long[extended.length / 8];
            Arrays.setAll(table, i -> BinaryNumbers.longInteger(extended, 8 * i));
            return table;
        }
        return object(tag) instanceof Fragments fragments ? fragments.basicOffsetTable() : new long[0];
    }

    public boolean contains(int tag) {
        return elements.find(tag) >= 0;
    }

    /**
     * Tag at which this data set keeps the private element that its maker numbers {@code element}; empty where the block
     * of that creator is absent, or holds no such element.
     *
     * @param creator text of the private creator element, as {@code GEMS_ACQU_01}
     * @param group odd group
     * @param element last two digits, as {@code 0x17} of (0019,xx17)
     */
    public OptionalInt privateElement(String creator, int group, int element) {
        int from = elements.find(group << 16 | 0x10);
        for (int i = from < 0 ? -1 - from : from; i < elements.count(); i++) {
            int tag = elements.tag(i);
            if (tag >>> 16 != group || (tag & 0xffff) > 0xff) {
                break;
            }
            int wanted = group << 16 | (tag & 0xff) << 8 | element;
            if (contains(wanted) && string(tag).filter(creator::equals).isPresent()) {
                return OptionalInt.of(wanted);
            }
        }
        return OptionalInt.empty();
    }

    /** Tags present, ascending as unsigned numbers. */
    public List<Integer> tags() {
        List<Integer> tags = new ArrayList<>(elements.count());
        for (int i = 0; i < elements.count(); i++) {
            tags.add(elements.tag(i));
        }
        return tags;
    }

    /** Representation of an element, UN when absent. */
    public Vr vr(int tag) {
        int index = elements.find(tag);
        return index < 0 ? Vr.UN : elements.vr(index);
    }

    /** Shows every element, those of nested items after the sequence that holds them, unless the visitor removed it. */
    public void walk(Visitor visitor) {
        for (int tag : tags()) {
            if (contains(tag)) {
                visitor.visit(this, tag, vr(tag));
                for (DataSet item : List.copyOf(items(tag))) {
                    item.walk(visitor);
                }
            }
        }
    }

    /** A data set of its own with the same elements, down to the last item. */
    public DataSet copy() {
        DataSet copy = new DataSet(bytes, source);
        copy.elements = elements.copy();
        for (int tag : tags()) {
            if (vr(tag) == Vr.SQ) {
                copy.setItems(tag, items(tag).stream().map(DataSet::copy).toList());
            }
        }
        return copy;
    }

    public DataSet remove(int tag) {
        elements.remove(tag);
        return this;
    }

    /** Sets text or numeric-string values (also UI, DA, PN, DS, IS). */
    public DataSet set(int tag, Vr vr, String... values) {
        if (!vr.isText()) {
            throw new IllegalArgumentException("text does not fit " + vr + " of " + Tag.display(tag));
        }
        return put(tag, vr, String.join("\\", values));
    }

    /** Sets integers: binary (US, SS, UL, SL, AT) or as text (IS, DS). */
    public DataSet set(int tag, Vr vr, int... values) {
        if (vr == Vr.IS || vr == Vr.DS) {
            return set(
                    tag, vr, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
        }
        return put(tag, vr, BinaryNumbers.encode(vr, values));
    }

    /** Sets numbers: DS as text, FL and FD as binary. */
    public DataSet set(int tag, Vr vr, double... values) {
        if (vr == Vr.DS) {
            return set(
                    tag, vr, Arrays.stream(values).mapToObj(NumericText::format).toArray(String[]::new));
        }
        return put(tag, vr, BinaryNumbers.encode(vr, values));
    }

    /** Sets raw little-endian bytes (OB, OW, UN); they are not copied. */
    public DataSet set(int tag, Vr vr, byte[] value) {
        if (vr == Vr.SQ) {
            throw new IllegalArgumentException("a sequence is set by its items: " + Tag.display(tag));
        }
        return vr.isText() ? put(tag, vr, source.decode(value, 0, value.length)) : put(tag, vr, value);
    }

    public DataSet setItems(int tag, List<DataSet> items) {
        return put(tag, Vr.SQ, List.copyOf(items));
    }

    /** Sets encapsulated pixel data with an empty offset table; the fragments are copied. */
    public DataSet setFragments(int tag, List<byte[]> fragments) {
        int total = fragments.stream().mapToInt(f -> f.length).reduce(0, Math::addExact);
        ByteBuffer joined = ByteBuffer.allocate(total);
        Fragments spans = new Fragments(FileBytes.of(IN_MEMORY, joined.array()));
        spans.add(0, 0);
        for (byte[] fragment : fragments) {
            spans.add(joined.position(), fragment.length);
            joined.put(fragment);
        }
        return put(tag, Vr.OB, spans);
    }

    private DataSet put(int tag, Vr vr, Object value) {
        elements.put(tag, vr, value);
        return this;
    }

    @Nullable Object object(int tag) {
        int index = elements.find(tag);
        return index < 0 ? null : elements.value(index);
    }

    /** Character set that Specific Character Set declares here, else that of the text that was read. */
    private byte[] encoded(String text, Vr vr) {
        CharacterSet declared =
                contains(Tag.SPECIFIC_CHARACTER_SET) ? CharacterSet.of(strings(Tag.SPECIFIC_CHARACTER_SET)) : source;
        byte[] encoded = vr.isLocalText() ? declared.encode(text) : CharacterSet.DEFAULT.encode(text);
        return encoded == null ? text.getBytes(StandardCharsets.UTF_8) : encoded;
    }

    /** Values joined by backslashes with their padding, null where there is no text to be had. */
    @Nullable String text(int tag) {
        int index = elements.find(tag);
        return index < 0 ? null : textAt(index);
    }

    private @Nullable String textAt(int index) {
        Vr vr = elements.vr(index);
        Object value = elements.value(index);
        if (value instanceof String text) {
            return text;
        }
        if (vr.isNumber()) {
            byte[] array = value instanceof byte[] set ? set : bytes.array();
            StringBuilder joined = new StringBuilder();
            for (int i = 0; i < numberCount(index); i++) {
                joined.append(i == 0 ? "" : "\\").append(BinaryNumbers.text(vr, array, elements.offset(index), i));
            }
            return joined.toString();
        }
        if (value != null || !(vr.isText() || vr == Vr.UN)) {
            return null;
        }
        CharacterSet charset = vr.isLocalText() ? source : CharacterSet.DEFAULT;
        return charset.decode(bytes.array(), elements.offset(index), elements.length(index));
    }

    private boolean hasNumbers(int index) {
        return elements.vr(index).isNumber();
    }

    private int numberCount(int index) {
        return BinaryNumbers.count(elements.vr(index), valueLength(index));
    }

    private int valueLength(int index) {
        return elements.value(index) instanceof byte[] set ? set.length : elements.length(index);
    }

    private double number(int index, int i) {
        byte[] array = elements.value(index) instanceof byte[] set ? set : bytes.array();
        return BinaryNumbers.decimal(elements.vr(index), array, elements.offset(index), i);
    }

    private static String trim(String text, Vr vr) {
        int from = 0;
        int to = text.length();
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        while (!vr.isSingleText() && from < to && text.charAt(from) <= ' ') {
            from++;
        }
        return text.substring(from, to);
    }
}
