package org.cordscope.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Elements in tag order, as in a file or an item of a sequence. */
public final class DataSet {

    /** First value as text, trimmed of padding; empty when absent. */
    public Optional<String> string(int tag) {
        throw new IllegalStateException("skeleton");
    }

    /** All values as text; an empty list when absent. */
    public List<String> strings(int tag) {
        throw new IllegalStateException("skeleton");
    }

    public OptionalInt integer(int tag) {
        throw new IllegalStateException("skeleton");
    }

    public OptionalDouble decimal(int tag) {
        throw new IllegalStateException("skeleton");
    }

    public double[] decimals(int tag) {
        throw new IllegalStateException("skeleton");
    }

    /** Items of a sequence; an empty list when absent. */
    public List<DataSet> items(int tag) {
        throw new IllegalStateException("skeleton");
    }

    public boolean contains(int tag) {
        throw new IllegalStateException("skeleton");
    }

    /** Tags present, ascending as unsigned numbers. */
    public List<Integer> tags() {
        throw new IllegalStateException("skeleton");
    }

    public Vr vr(int tag) {
        throw new IllegalStateException("skeleton");
    }

    public DataSet remove(int tag) {
        throw new IllegalStateException("skeleton");
    }

    /** Sets text or numeric-string values (also UI, DA, PN, DS, IS). */
    public DataSet set(int tag, Vr vr, String... values) {
        throw new IllegalStateException("skeleton");
    }

    /** Sets binary integers (US, SS, UL, SL, AT). */
    public DataSet set(int tag, Vr vr, int... values) {
        throw new IllegalStateException("skeleton");
    }

    /** Sets numbers: DS as text, FL and FD as binary. */
    public DataSet set(int tag, Vr vr, double... values) {
        throw new IllegalStateException("skeleton");
    }

    /** Sets raw little-endian bytes (OB, OW, UN). */
    public DataSet set(int tag, Vr vr, byte[] value) {
        throw new IllegalStateException("skeleton");
    }

    public DataSet setItems(int tag, List<DataSet> items) {
        throw new IllegalStateException("skeleton");
    }
}
