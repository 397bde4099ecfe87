package org.cordscope.deid;

import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/** Values that say nothing, for attributes that must have one. */
final class Dummy {
    private static final String TEXT = "REMOVED";

    private Dummy() {}

    /** Puts a dummy in the place of a value; false where the representation has none. */
    static boolean put(DataSet data, int tag, Vr vr) {
        switch (vr) {
            case LO, SH, PN, ST, LT, UT, UC, AE -> data.set(tag, vr, TEXT);
            case CS -> data.set(tag, vr, CodeWords.OTHER);
            case DA -> data.set(tag, vr, "19000101");
            case TM -> data.set(tag, vr, "000000");
            case DT -> data.set(tag, vr, "19000101000000");
            case AS -> data.set(tag, vr, "000Y");
            case DS, IS -> data.set(tag, vr, "0");
            case UR -> data.set(tag, vr, "urn:x-removed");
            case US, SS, UL, SL, UV, SV, AT -> data.set(tag, vr, 0);
            case FL, FD -> data.set(tag, vr, 0.0);
            case SQ -> data.setItems(tag, List.of(item()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static DataSet item() {
        return new DataSet()
                .set(DeidTag.CODE_VALUE, Vr.SH, CodeWords.OTHER)
                .set(DeidTag.CODING_SCHEME_DESIGNATOR, Vr.SH, "99CORDSCOPE")
                .set(DeidTag.CODE_MEANING, Vr.LO, "Other");
    }

    /** Takes the value away and leaves the attribute. */
    static void empty(DataSet data, int tag, Vr vr) {
        if (vr == Vr.SQ) {
            data.setItems(tag, List.of());
        } else if (vr.isText()) {
            data.set(tag, vr, new String[0]);
        } else {
            data.set(tag, vr, new byte[0]);
        }
    }
}
