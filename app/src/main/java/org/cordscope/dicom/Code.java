package org.cordscope.dicom;

import java.util.List;

/**
 * A concept of a coding scheme (PS3.3 section 8).
 *
 * @param value at most 16 characters
 * @param scheme designator, as {@code SCT} for SNOMED CT and {@code DCM} for DICOM's own
 * @param meaning words for people, at most 64 characters
 */
public record Code(String value, String scheme, String meaning) {

    public Code {
        if (value.isBlank() || value.length() > 16 || scheme.isBlank() || scheme.length() > 16) {
            throw new IllegalArgumentException("not a code: " + value + ", " + scheme);
        }
        if (meaning.isBlank() || meaning.length() > 64) {
            throw new IllegalArgumentException("a meaning has 1 to 64 characters: " + meaning);
        }
    }

    /** The one item of a code sequence. */
    public List<DataSet> item() {
        return List.of(new DataSet()
                .set(Tag.CODE_VALUE, Vr.SH, value)
                .set(Tag.CODING_SCHEME_DESIGNATOR, Vr.SH, scheme)
                .set(Tag.CODE_MEANING, Vr.LO, meaning));
    }
}
