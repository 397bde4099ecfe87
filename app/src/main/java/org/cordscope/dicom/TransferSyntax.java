package org.cordscope.dicom;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the bytes of a data set are laid out (PS3.5 section 10 and annex A).
 *
 * @param uid identifier in Transfer Syntax UID (0002,0010)
 * @param name name in PS3.6 annex A
 * @param encoding layout of the data set around the pixel data
 * @param encapsulated true where pixel data come as compressed fragments
 * @param decodable true where Cordscope decodes the pixels; files of the other syntaxes are rejected by name
 */
public record TransferSyntax(String uid, String name, Encoding encoding, boolean encapsulated, boolean decodable) {

    /** Layout of a data set. */
    public enum Encoding {
        IMPLICIT_LITTLE_ENDIAN(false, false, false),
        EXPLICIT_LITTLE_ENDIAN(true, false, false),
        EXPLICIT_BIG_ENDIAN(true, true, false),
        /** In no syntax of the standard, but seen in files without meta information. */
        IMPLICIT_BIG_ENDIAN(false, true, false),
        DEFLATED(true, false, true);

        final boolean explicit;
        final boolean bigEndian;
        final boolean deflated;

        Encoding(boolean explicit, boolean bigEndian, boolean deflated) {
            this.explicit = explicit;
            this.bigEndian = bigEndian;
            this.deflated = deflated;
        }
    }

    private static final Map<String, TransferSyntax> ALL = new LinkedHashMap<>();
    private static final String DICOM = "1.2.840.10008.1.2";

    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            plain("", "Implicit VR Little Endian", Encoding.IMPLICIT_LITTLE_ENDIAN);
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            plain(".1", "Explicit VR Little Endian", Encoding.EXPLICIT_LITTLE_ENDIAN);
    public static final TransferSyntax DEFLATED =
            plain(".1.99", "Deflated Explicit VR Little Endian", Encoding.DEFLATED);
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
            plain(".2", "Explicit VR Big Endian", Encoding.EXPLICIT_BIG_ENDIAN);

    static {
        compressed(".4.50", "JPEG Baseline (Process 1)");
        compressed(".4.51", "JPEG Extended (Process 2 and 4)");
        compressed(".4.57", "JPEG Lossless (Process 14)");
        compressed(".4.70", "JPEG Lossless, First-Order Prediction (Process 14, Selection Value 1)");
        compressed(".4.80", "JPEG-LS Lossless");
        compressed(".4.81", "JPEG-LS Near-Lossless");
        compressed(".4.90", "JPEG 2000 Lossless");
        compressed(".4.91", "JPEG 2000");
        compressed(".5", "RLE Lossless");
        unsupported(".1.98", "Encapsulated Uncompressed Explicit VR Little Endian");
        unsupported(".4.52", "JPEG Extended (Process 3 and 5)");
        unsupported(".4.53", "JPEG Spectral Selection (Process 6 and 8)");
        unsupported(".4.55", "JPEG Full Progression (Process 10 and 12)");
        unsupported(".4.92", "JPEG 2000 Part 2 Lossless");
        unsupported(".4.93", "JPEG 2000 Part 2");
        unsupported(".4.94", "JPIP Referenced");
        unsupported(".4.95", "JPIP Referenced Deflate");
        unsupported(".4.100", "MPEG2 Main Profile / Main Level");
        unsupported(".4.101", "MPEG2 Main Profile / High Level");
        unsupported(".4.102", "MPEG-4 AVC/H.264 High Profile");
        unsupported(".4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile");
        unsupported(".4.107", "HEVC/H.265 Main Profile");
        unsupported(".4.108", "HEVC/H.265 Main 10 Profile");
        unsupported(".4.110", "JPEG XL Lossless");
        unsupported(".4.111", "JPEG XL JPEG Recompression");
        unsupported(".4.112", "JPEG XL");
        unsupported(".4.201", "High-Throughput JPEG 2000 Lossless");
        unsupported(".4.202", "High-Throughput JPEG 2000 with RPCL Lossless");
        unsupported(".4.203", "High-Throughput JPEG 2000");
        unsupported(".4.204", "JPIP HTJ2K Referenced");
        unsupported(".4.205", "JPIP HTJ2K Referenced Deflate");
        unsupported(".8.1", "Deflated Image Frame Compression");
        put(new TransferSyntax(
                "1.2.840.113619.5.2",
                "GE private Implicit VR Big Endian",
                Encoding.IMPLICIT_LITTLE_ENDIAN,
                false,
                false));
    }

    public static Optional<TransferSyntax> of(String uid) {
        return Optional.ofNullable(ALL.get(uid));
    }

    /** Name where known, else the UID, else a word for a value that is not even a UID; fit for a message. */
    static String describe(String uid) {
        TransferSyntax known = ALL.get(uid);
        if (known != null) {
            return known.name();
        }
        return isUid(uid) ? uid : "with a malformed UID";
    }

    public static boolean isUid(String text) {
        return !text.isEmpty() && text.length() <= 64 && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static TransferSyntax plain(String suffix, String name, Encoding encoding) {
        return put(new TransferSyntax(DICOM + suffix, name, encoding, false, true));
    }

    private static void compressed(String suffix, String name) {
        put(new TransferSyntax(DICOM + suffix, name, Encoding.EXPLICIT_LITTLE_ENDIAN, true, true));
    }

    private static void unsupported(String suffix, String name) {
        put(new TransferSyntax(DICOM + suffix, name, Encoding.EXPLICIT_LITTLE_ENDIAN, true, false));
    }

    private static TransferSyntax put(TransferSyntax syntax) {
        ALL.put(syntax.uid(), syntax);
        return syntax;
    }
}
