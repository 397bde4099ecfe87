package org.cordscope.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.cordscope.study.SourceFile;

/**
 * What the end of a ZIP archive says of its directory (APPNOTE 4.3.14 to 4.3.16), asked before the directory is read into
 * memory as a whole.
 */
final class ArchiveDirectory {
    private static final int MOST_ENTRIES = 200_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final int END_BYTES = 22;
    private static final int END = 0x06054b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_64 = 0x07064b50;

    private ArchiveDirectory() {}

    /** @throws DicomFormatException where the directory is too large to be held; what else is wrong the reader of it tells */
    static void check(SourceFile archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive.file(), StandardOpenOption.READ)) {
            ByteBuffer tail = read(channel, Math.max(0, channel.size() - 0xffff - END_BYTES), 0xffff + END_BYTES);
            int end = tail.limit() - END_BYTES;
            while (end >= 0 && tail.getInt(end) != END) {
                end--;
            }
            if (end < 0) {
                return;
            }
            long entries = tail.getShort(end + 10) & 0xffff;
            long bytes = tail.getInt(end + 12) & 0xffffffffL;
            if (end >= LOCATOR_BYTES && tail.getInt(end - LOCATOR_BYTES) == LOCATOR_64) {
                ByteBuffer end64 = read(channel, tail.getLong(end - LOCATOR_BYTES + 8), 56);
                entries = end64.limit() < 56 ? 0 : end64.getLong(32);
                bytes = end64.limit() < 56 ? 0 : end64.getLong(40);
            }
            if (entries < 0 || entries > MOST_ENTRIES || bytes < 0 || bytes > MOST_BYTES) {
                throw new DicomFormatException(
                        archive, "a ZIP archive of more than " + MOST_ENTRIES + " entries: unpack it first");
            }
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        if (position >= 0 && position < channel.size()) {
            while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {}
        }
        return bytes.flip();
    }
}
