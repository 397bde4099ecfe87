package org.cordscope.labelling;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of label files, however a spreadsheet or another program writes their names. */
final class LabelColumns {
    private static final Map<String, String> NAMES = Stream.of(
                    "sop_instance_uid",
                    "frame",
                    "rater",
                    "label",
                    "kang_grade",
                    "extent",
                    "level",
                    "confidence",
                    "reading",
                    "repeat",
                    "grade",
                    "patient_id",
                    "slice_id",
                    "subject",
                    "scan",
                    "slice_index",
                    "position_mm",
                    "redcap_repeat_instance")
            .collect(Collectors.toMap(LabelColumns::bare, Function.identity()));

    private LabelColumns() {}

    /** {@code SOP Instance UID}, {@code SOPInstanceUID} and {@code sop-instance-uid} are one; other names stay as they are. */
    static String named(String column) {
        return NAMES.getOrDefault(bare(column), column);
    }

    private static String bare(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[\\s_.\\-]", "");
    }
}
