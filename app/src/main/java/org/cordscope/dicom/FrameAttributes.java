package org.cordscope.dicom;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of one frame, wherever the file keeps them: the functional groups of the frame, those shared by all frames
 * (PS3.3 section C.7.6.16), or the data set itself, as in single-frame files.
 */
final class FrameAttributes {
    private static final DataSet NOTHING = new DataSet();

    private final DataSet root;
    private final DataSet shared;
    private final List<DataSet> perFrame;
    private DataSet frame = NOTHING;

    FrameAttributes(DataSet root) {
        this.root = root;
        this.shared = first(root.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE));
        this.perFrame = root.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    }

    boolean hasFunctionalGroups() {
        return root.contains(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE) || !perFrame.isEmpty();
    }

    /** Moves on to a frame, counted from 1. */
    void frame(int number) {
        frame = number <= perFrame.size() ? perFrame.get(number - 1) : NOTHING;
    }

    /** The data set that holds {@code tag}: an item of the functional group {@code sequence}, else the file's own. */
    DataSet holder(int sequence, int tag) {
        DataSet own = first(frame.items(sequence));
        if (own.contains(tag)) {
            return own;
        }
        DataSet common = first(shared.items(sequence));
        return common.contains(tag) ? common : root;
    }

    Optional<String> string(int sequence, int tag) {
        return holder(sequence, tag).string(tag);
    }

    double[] decimals(int sequence, int tag) {
        return holder(sequence, tag).decimals(tag);
    }

    @Nullable Double decimal(int sequence, int tag) {
        var value = holder(sequence, tag).decimal(tag);
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
    }

    static DataSet first(List<DataSet> items) {
        return items.isEmpty() ? NOTHING : items.get(0);
    }
}
