package org.cordscope.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Names what a file is that is not DICOM, by its first bytes, so that a rejection tells its reader something. */
final class ForeignFormat {
    private static final int SAMPLE_BYTES = 512;

    private ForeignFormat() {}

    static String describe(FileBytes bytes) throws IOException {
        int length = 0;
        while (length < SAMPLE_BYTES && bytes.reach(length + 1L)) {
            length++;
        }
        if (length == 0) {
            return "an empty file";
        }
        String start = new String(bytes.array(), 0, length, StandardCharsets.ISO_8859_1);
        if (start.startsWith("n+1\0", 344) || start.startsWith("ni1\0", 344)) {
            return "NIfTI";
        }
        if (start.startsWith("ustar", 257)) {
            return "a tar archive";
        }
        String known = byFirstBytes(start);
        if (!known.isEmpty()) {
            return known;
        }
        if (start.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')) {
            return "text";
        }
        return start.chars().allMatch(c -> c == 0) ? "zeros" : "no DICM prefix and no DICOM elements";
    }

    private static String byFirstBytes(String start) {
        if (start.startsWith("\u0089PNG")) {
            return "PNG";
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "JPEG";
        }
        if (start.startsWith("%PDF")) {
            return "PDF";
        }
        if (start.startsWith("NRRD")) {
            return "NRRD";
        }
        if (start.startsWith("PK\3\4") || start.startsWith("PK\5\6")) {
            return "a ZIP archive inside an archive";
        }
        if (start.startsWith("\u001f\u008b")) {
            return "gzip inside gzip";
        }
        if (start.startsWith("7z\u00bc\u00af")) {
            return "a 7-Zip archive: unpack it first";
        }
        if (start.startsWith("Rar!")) {
            return "a RAR archive: unpack it first";
        }
        return "";
    }
}
