package org.cordscope.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cordscope.study.Cancellation;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;

/**
 * Headers of the entries of a ZIP archive. Entry names are only ever names: nothing is unpacked, and no path is made of
 * them.
 */
final class ArchiveScan {
    private ArchiveScan() {}

    static boolean isArchive(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(4);
            int magic = start.length < 4 ? 0 : BinaryNumbers.integer(start, 0);
            return magic == 0x04034b50 || magic == 0x06054b50;
        }
    }

    static void scan(Path archive, Progress progress, DicomScan.Sink sink) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            if (entries.isEmpty()) {
                sink.rejected(SourceFile.of(archive), "not DICOM: an empty ZIP archive");
            }
            Set<String> seen = new HashSet<>();
            long allowed = Expansion.limit(Files.size(archive));
            for (ZipEntry entry : entries) {
                Cancellation.check();
                progress.advance(1);
                SourceFile source = new SourceFile(archive, entry.getName());
                if (entry.getName().isEmpty() || !seen.add(entry.getName())) {
                    sink.rejected(source, "an entry without a name of its own");
                    continue;
                }
                allowed -= entry(source, zip, entry, sink);
                if (allowed < 0) {
                    sink.rejected(SourceFile.of(archive), "expands far beyond its size, as a decompression bomb does");
                    return;
                }
            }
        } catch (ZipException e) {
            throw new DicomFormatException(SourceFile.of(archive), "not a readable ZIP archive, or an encrypted one");
        }
    }

    /** @return number of bytes that the entry expanded to, as far as it was read */
    private static long entry(SourceFile source, ZipFile zip, ZipEntry entry, DicomScan.Sink sink) throws IOException {
        FileBytes bytes;
        try {
            bytes = PartTen.entry(source, zip, entry, () -> {});
        } catch (ZipException e) {
            sink.rejected(source, "an entry that cannot be unpacked");
            return 0;
        }
        try (PartTen part = PartTen.of(bytes)) {
            sink.readable(HeaderReading.read(part));
        } catch (DicomFormatException e) {
            sink.rejected(e.source(), e.reason());
        }
        return bytes.taken();
    }
}
