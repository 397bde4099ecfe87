package org.cordscope.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Inputs that broke the reader once, or would have, made again as small as they get. */
final class FuzzFindings {
    private FuzzFindings() {}

    static List<byte[]> all() throws IOException {
        return List.of(
                paddingThatClaimsFourGigabytesInAGzip(), new byte[] {0x1f, (byte) 0x8b}, characterSetThatIsNoText());
    }

    /** The size of a gzipped file is unknown while it is read, and once became a negative position. */
    private static byte[] paddingThatClaimsFourGigabytesInAGzip() throws IOException {
        FileBuilder data = FileBuilder.explicit().text(0x00080060, "CS", "MR").header(0xfffcfffc, "OB", 0xfffffffeL);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(FileBuilder.part10("1.2.840.10008.1.2.1", data).bytes());
        }
        return out.toByteArray();
    }

    /** Such a term cannot be written in the character set that it names. */
    private static byte[] characterSetThatIsNoText() {
        FileBuilder data = FileBuilder.explicit()
                .text(0x00080005, "CS", "\\I\u00ff\u00ff\u00ff\u00ff022 IR 87")
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4\0")
                .text(0x00080018, "UI", "2.25.12\0")
                .text(0x00080060, "CS", "MR")
                .text(0x00100010, "PN", "Caf\u00e9^A");
        return FileBuilder.part10("1.2.840.10008.1.2.1", data).bytes();
    }
}
